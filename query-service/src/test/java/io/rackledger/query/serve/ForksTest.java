package io.rackledger.query.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.Mode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/** What is told where the command service can't decide, and what its answers are read as. */
class ForksTest {
    private static final String EVENT = """
            {"position": 7, "id": "d-1.1", "type": "delivery-recorded.v1", "recordedAt": "2026-01-02T03:04:05Z", "command": "d-1",
             "actor": "local", "mode": "OBSERVED", "validAt": "2024-Q4", "source": "s1", "confidence": "REPORTED",
             "event": {"delivery": "d-1", "order": "o-1", "lot": "l-1", "buyer": "xai", "vendor": "dell",
              "measures": {"racks": 3, "powerMw": 0.50}}}""";

    private static HttpServer answering(int status, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/decide", exchange -> {
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static URI at(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static NotDecidedException notDecided(int status, String body) throws IOException {
        HttpServer server = answering(status, body);
        try (Forks forks = new Forks(at(server.getAddress().getPort()))) {
            NotDecidedException told =
                    catchThrowableOfType(NotDecidedException.class, () -> forks.decide(3, List.of()));
            assertThat(told).isNotNull();
            return told;
        } finally {
            server.stop(0);
        }
    }

    private static ResponseEntity<?> answer(NotDecidedException told) {
        return new NotDecided().told(told);
    }

    @Test
    void a_command_service_out_of_reach_is_to_be_tried_again() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        try (Forks forks = new Forks(at(closed))) {
            NotDecidedException told =
                    catchThrowableOfType(NotDecidedException.class, () -> forks.decide(3, List.of()));

            ResponseEntity<?> answer = answer(told);
            assertThat(answer.getStatusCode().value()).isEqualTo(503);
            assertThat(answer.getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("1");
            assertThat(told.problem().path("problem").asString()).isEqualTo("command-service-unavailable");
        }
    }

    @Test
    void what_it_says_was_wrong_or_too_early_is_passed_on() throws IOException {
        NotDecidedException wrong = notDecided(400, "{\"status\": 400, \"field\": \"at\"}");
        NotDecidedException early = notDecided(503, "{\"status\": 503, \"problem\": \"ledger-unavailable\"}");

        assertThat(answer(wrong).getStatusCode().value()).isEqualTo(400);
        assertThat(wrong.problem().path("field").asString()).isEqualTo("at");
        assertThat(answer(wrong).getHeaders().containsHeader(HttpHeaders.RETRY_AFTER))
                .isFalse();
        assertThat(answer(early).getStatusCode().value()).isEqualTo(503);
        assertThat(answer(early).getHeaders().getFirst(HttpHeaders.RETRY_AFTER)).isEqualTo("1");
        assertThat(early.problem().path("problem").asString()).isEqualTo("ledger-unavailable");
    }

    @Test
    void whatever_else_it_answers_is_its_failure_and_not_ours() throws IOException {
        assertThat(answer(notDecided(500, "{\"status\": 500}")).getStatusCode().value())
                .isEqualTo(502);
        assertThat(answer(notDecided(421, "who?")).getStatusCode().value()).isEqualTo(502);
        assertThat(answer(notDecided(400, "not JSON")).getStatusCode().value()).isEqualTo(502);
        assertThat(answer(notDecided(200, "not JSON")).getStatusCode().value()).isEqualTo(502);
        assertThat(answer(notDecided(200, "{}")).getStatusCode().value()).isEqualTo(502);
        assertThat(answer(notDecided(200, "{\"outcomes\": [{\"events\": [{\"position\": 4}]}]}"))
                        .getStatusCode()
                        .value())
                .isEqualTo(502);
    }

    @Test
    void events_are_read_as_they_would_be_recorded_each_once_and_none_that_is_recorded() throws Exception {
        String known = EVENT.replace("\"position\": 7", "\"position\": 2").replace("d-1", "d-0");
        HttpServer server = answering(
                200,
                "{\"outcomes\": [{\"events\": [" + known + "]}, {\"events\": [" + EVENT + "]}, {\"events\": [" + EVENT
                        + "]}]}");
        try (Forks forks = new Forks(at(server.getAddress().getPort()))) {
            Forks.Decided decided = forks.decide(7, List.of());

            assertThat(decided.outcomes()).hasSize(3);
            assertThat(decided.events()).singleElement().satisfies(event -> {
                assertThat(event.position()).isEqualTo(7);
                assertThat(event.mode()).isEqualTo(Mode.OBSERVED);
                assertThat(event.validAt()).hasToString("2024-Q4");
                assertThat(((DeliveryRecorded) event.event()).measures().powerMw())
                        .isEqualTo(new BigDecimal("0.50"));
            });
        } finally {
            server.stop(0);
        }
    }
}
