package io.rackledger.command.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rackledger.command.axon.Handled;
import io.rackledger.command.web.Forwarding.Reply;
import io.rackledger.ledger.kafka.Instance;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;

/** What is made of the ways in which another instance answers, or doesn't. */
class ForwardingTest {
    private static final String PATH = "/api/commands/register-party";
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Hop hop = new Hop();
    private final Forwarding forwarding = new Forwarding(hop, LIMIT, new SimpleMeterRegistry());
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch mayAnswer = new CountDownLatch(1);
    private HttpServer server;

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        mayAnswer.countDown();
        hop.close();
        server.stop(0);
    }

    private Instance instance() {
        return new Instance(
                "right", URI.create("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    private Reply reply(Answer answer) throws Exception {
        server.createContext("/", exchange -> {
            answer.to(exchange);
            exchange.close();
        });
        return send().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private CompletableFuture<Reply> send() {
        return forwarding.command(instance(), PATH + "?dryRun=false", "id-1", "{}".getBytes(StandardCharsets.UTF_8));
    }

    private static Answer answer(String by, int status, String body) {
        return exchange -> {
            exchange.getResponseHeaders().set(Hop.BY, by);
            exchange.getResponseHeaders().set(Answers.POSITION_HEADER, "7");
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    @Test
    void the_answer_of_the_other_instance_is_the_answer() throws Exception {
        Reply reply = reply(exchange -> {
            String to = exchange.getRequestHeaders().getFirst(Hop.TO);
            String id = exchange.getRequestHeaders().getFirst(CommandController.ID_HEADER);
            answer("right", 422, to + " " + id + " " + exchange.getRequestURI()).to(exchange);
        });

        ResponseEntity<byte[]> answered = ((Reply.Answered) reply).answer();
        assertThat(answered.getStatusCode().value()).isEqualTo(422);
        assertThat(answered.getBody()).asString().isEqualTo("right id-1 " + PATH + "?dryRun=false");
        assertThat(answered.getHeaders().getFirst(Answers.POSITION_HEADER)).isEqualTo("7");
    }

    @Test
    void what_is_unknown_there_is_unknown() throws Exception {
        assertThat(reply(answer("right", 503, "{\"problem\":\"outcome-unknown\"}")))
                .isInstanceOf(Reply.Answered.class);
    }

    @Test
    void a_command_that_the_other_certainly_did_not_take_is_handled_here() throws Exception {
        assertThat(reply(answer("right", 503, "{\"problem\":\"ledger-unavailable\"}")))
                .isInstanceOf(Reply.NotTaken.class);
    }

    @Test
    void a_command_that_the_other_does_not_know_is_handled_here() throws Exception {
        assertThat(reply(answer("right", 404, ""))).isInstanceOf(Reply.NotTaken.class);
    }

    @Test
    void an_instance_that_was_replaced_says_so() throws Exception {
        assertThat(reply(answer("another", 421, ""))).isInstanceOf(Reply.NotTaken.class);
    }

    @Test
    void the_answer_of_a_stranger_proves_nothing() throws Exception {
        assertThat(reply(answer("stranger", 200, "{}"))).isInstanceOf(Reply.Unclear.class);
    }

    @Test
    void a_connection_that_breaks_after_sending_proves_nothing() throws Exception {
        assertThat(reply(exchange -> exchange.getRequestBody().readAllBytes())).isInstanceOf(Reply.Unclear.class);
    }

    @Test
    void where_nobody_listens_nothing_was_taken() throws Exception {
        server.stop(0);

        assertThat(send().get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(Reply.NotTaken.class);
    }

    @Test
    void nobody_waits_for_an_instance_that_is_gone() throws Exception {
        server.createContext("/", exchange -> {
            asked.countDown();
            await().atMost(LIMIT).until(() -> mayAnswer.getCount() == 0);
            exchange.close();
        });
        CompletableFuture<Reply> reply = send();
        assertThat(asked.await(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        hop.keep(List.of(instance()));
        assertThat(reply).isNotDone();
        hop.keep(List.of(new Instance("next", instance().address())));

        assertThat(reply.get(LIMIT.toSeconds(), TimeUnit.SECONDS)).isInstanceOf(Reply.Unclear.class);
    }

    @Test
    void what_may_have_been_taken_elsewhere_is_not_called_untaken() {
        assertThat(Forwarding.afterUnclear(new Handled.Unavailable("no broker")))
                .isInstanceOf(Handled.Unknown.class);
        assertThat(Forwarding.afterUnclear(new Handled.Contested(20))).isInstanceOf(Handled.Unknown.class);
        Handled refused = new Handled.Refused("rule", "because", 3L, true);
        assertThat(Forwarding.afterUnclear(refused)).isSameAs(refused);
    }
}
