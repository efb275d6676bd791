package io.rackledger.query.serve;

import static org.awaitility.Awaitility.await;

import io.rackledger.ledger.Ledger;
import io.rackledger.query.QueryService;
import io.rackledger.query.follow.Follower;
import io.rackledger.query.store.Database;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole query service on a real port of loopback, with a real database, on a ledger that a test writes. */
public final class QueryServer implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** In place of the ledger in Kafka, and of the time of day. */
    @Configuration(proxyBeanMethods = false)
    static class Given {
        private static Ledger given;
        private static Clock time;

        @Bean
        Ledger ledger() {
            return given;
        }

        @Bean
        Clock clock() {
            return time;
        }

        /** As little as a test likes is buffered for a client that doesn't read. */
        @Bean
        WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> sendBuffer(
                @Value("${rackledger.test.send-buffer:0}") int bytes) {
            return factory -> factory.addConnectorCustomizers(connector -> {
                if (bytes > 0) {
                    connector.setProperty("socket.txBufSize", String.valueOf(bytes));
                }
            });
        }
    }

    private final ConfigurableApplicationContext context;
    private final int port;

    private QueryServer(ConfigurableApplicationContext context) {
        this.context = context;
        this.port = ((WebServerApplicationContext) context).getWebServer().getPort();
    }

    /** Starts with a database of its own. */
    public static QueryServer start(Ledger ledger, String... properties) {
        return start(ledger, Clock.systemUTC(), Database.asked().empty(), properties);
    }

    /** Starts, and returns when all that the ledger holds is shown. */
    public static QueryServer start(Ledger ledger, Clock clock, String database, String... properties) {
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.main.allow-bean-definition-overriding=true",
                "--rackledger.ledger=" + ledger.name(),
                "--server.port=0",
                "--rackledger.evidence.folder=target/evidence",
                "--rackledger.access-log=target/access/" + UUID.randomUUID() + ".ndjson",
                "--spring.datasource.url=" + database,
                "--logging.level.root=warn"));
        arguments.addAll(List.of(properties));
        QueryServer server;
        synchronized (Given.class) {
            Given.given = ledger;
            Given.time = clock;
            server = new QueryServer(QueryService.builder()
                    .sources(Given.class)
                    .registerShutdownHook(false)
                    .run(arguments.toArray(String[]::new)));
        }
        server.awaitSize(ledger.head().size());
        return server;
    }

    public void awaitSize(long size) {
        await().atMost(LIMIT)
                .until(() -> part(Follower.class).image().size() >= size
                        && part(Follower.class).ready());
    }

    public <T> T part(Class<T> type) {
        return context.getBean(type);
    }

    public int port() {
        return port;
    }

    /** GETs JSON. */
    public JsonNode get(String path) {
        Exchange exchange = exchange("GET", path, "");
        if (exchange.status() != 200) {
            throw new AssertionError(exchange);
        }
        return exchange.body();
    }

    /** An answer. */
    public record Exchange(int status, JsonNode body) {}

    /** Asks anything; a body is JSON. */
    public Exchange exchange(String method, String path, String body) {
        try (Wire wire = new Wire(port)) {
            wire.ask(method, path, body.getBytes(StandardCharsets.UTF_8), List.of("Content-Type: application/json"));
            int status = wire.status();
            String text = wire.rest();
            return new Exchange(status, text.isEmpty() ? JSON.nullNode() : JSON.readTree(text));
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
