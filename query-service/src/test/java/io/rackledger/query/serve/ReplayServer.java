package io.rackledger.query.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.fold.Orders;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.View;
import io.rackledger.query.follow.LedgerEvents;
import io.rackledger.query.follow.MemoryLedger;
import io.rackledger.query.recount.EveryView;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Replays of one history over HTTP, by the real controller. */
final class ReplayServer implements AutoCloseable {
    private static final long LIMIT_SECONDS = 20;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Tomcat tomcat = new Tomcat();
    private final HttpClient client = HttpClient.newHttpClient();
    private final CountDownLatch answered = new CountDownLatch(1);
    private final AtomicInteger told = new AtomicInteger();

    @EnableWebMvc
    private static final class Mvc {}

    /** Counts how often it is asked: twice a step. */
    private final class Counting implements View {
        @Override
        public String name() {
            return "counting";
        }

        @Override
        public String purpose() {
            return "How many steps were told.";
        }

        @Override
        public List<Fold<?>> folds() {
            return List.of(Orders.FOLD);
        }

        @Override
        public List<Parameter> parameters() {
            return List.of();
        }

        @Override
        public List<String> columns() {
            return List.of();
        }

        @Override
        public Answer answer(Folded folded, Question question) {
            told.incrementAndGet();
            return new Answer(Row.of("totals"), List.of());
        }
    }

    private final class Watching extends HttpFilter {
        private static final long serialVersionUID = 1L;

        @Override
        protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            try {
                chain.doFilter(request, response);
            } finally {
                answered.countDown();
            }
        }
    }

    private ReplayServer(Histories histories) throws LifecycleException {
        MemoryLedger ledger = new MemoryLedger(histories.events(), new Random(1));
        List<View> views = new ArrayList<>(EveryView.ALL);
        views.add(new Counting());
        GenericWebApplicationContext beans = new GenericWebApplicationContext();
        new AnnotatedBeanDefinitionReader(beans).register(Mvc.class, BadQuestions.class);
        beans.registerBean(
                UnfoldingController.class,
                () -> new UnfoldingController(
                        ledger, new LedgerEvents(ledger), views, new AnswerWriter(ledger.name())));
        tomcat.setPort(0);
        tomcat.getConnector()
                .setProperty("address", InetAddress.getLoopbackAddress().getHostAddress());
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "dispatcher", new DispatcherServlet(beans)).setAsyncSupported(true);
        context.addServletMappingDecoded("/", "dispatcher");
        watch(context);
        tomcat.start();
    }

    private void watch(Context context) {
        FilterDef definition = new FilterDef();
        definition.setFilterName("watching");
        definition.setFilter(new Watching());
        context.addFilterDef(definition);
        FilterMap map = new FilterMap();
        map.setFilterName("watching");
        map.addURLPattern("/*");
        context.addFilterMap(map);
    }

    static ReplayServer of(Histories histories) throws LifecycleException {
        return new ReplayServer(histories);
    }

    static JsonNode read(String json) {
        return JSON.readTree(json);
    }

    /** The frames of a replay, asked for as an array. */
    List<JsonNode> frames(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path, "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        List<JsonNode> frames = new ArrayList<>();
        read(answer.body()).forEach(frames::add);
        return frames;
    }

    HttpResponse<String> get(String path, String accept) throws IOException, InterruptedException {
        return client.send(request(path).header("Accept", accept).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** As a browser's stream does that was cut off. */
    HttpResponse<String> comeBack(String path, String lastEventId) throws IOException, InterruptedException {
        return client.send(
                request(path).header("Last-Event-ID", lastEventId).build(), HttpResponse.BodyHandlers.ofString());
    }

    InputStream open(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + path));
    }

    /** Returns when the first request has been dealt with. */
    void awaitAnswered() throws InterruptedException {
        assertThat(answered.await(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
    }

    /** How many steps were worked out. */
    int told() {
        return told.get() / 2;
    }

    @Override
    public void close() throws LifecycleException {
        client.close();
        tomcat.stop();
        tomcat.destroy();
    }
}
