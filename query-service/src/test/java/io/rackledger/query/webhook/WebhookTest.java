package io.rackledger.query.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.events.AnomalyFlagged;
import io.rackledger.events.Event;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.fold.ListingHistory;
import io.rackledger.query.follow.MemoryLedger;
import io.rackledger.query.serve.QueryServer;
import io.rackledger.query.store.Database;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Webhooks over real HTTP, from the ledger's event to the receiver. */
class WebhookTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SOON = "--rackledger.webhooks.first-retry=200ms";
    private static final String RECEIVER = "whsec_" + Base64.getEncoder().encodeToString(new byte[32]);

    private final MemoryLedger ledger = new MemoryLedger(List.of(), new InWholeBatches());
    private static QueryServer shared;

    private Receiver receiver;

    @TempDir
    private Path directory;

    /** Has the follower take all that is there. */
    private static final class InWholeBatches extends Random {
        private static final long serialVersionUID = 1L;

        @Override
        public int nextInt(int bound) {
            return bound - 1;
        }
    }

    /** Runs on from whatever moment it is set to. */
    private static final class SetClock extends Clock {
        private volatile Duration ahead = Duration.ZERO;

        void set(Instant now) {
            ahead = Duration.between(Instant.now(), now);
        }

        @Override
        public Instant instant() {
            return Instant.now().plus(ahead);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }
    }

    @BeforeAll
    static void start() {
        shared = QueryServer.start(new MemoryLedger(List.of(), new Random(1)));
    }

    @AfterAll
    static void close() {
        shared.close();
    }

    @BeforeEach
    void listen() throws IOException {
        receiver = new Receiver();
    }

    @AfterEach
    void stop() {
        receiver.close();
    }

    private JsonNode register(QueryServer server, String more) {
        QueryServer.Exchange made =
                server.exchange("POST", "/api/webhooks", "{\"url\":\"" + receiver.url() + "\"," + more + "}");
        assertThat(made.status()).as(made.toString()).isEqualTo(201);
        return made.body();
    }

    private void flag(String about) {
        long position = ledger.head().size();
        Event event = new AnomalyFlagged("exceeds-open", false, "too much", List.of(Tag.of(new PartyId(about))));
        Recorded recorded = new Histories().then("2024-01-01", event).events().getFirst();
        ledger.add(new Recorded(
                position,
                "e" + position,
                recorded.recordedAt().plusSeconds(position),
                recorded.validAt(),
                recorded.mode(),
                recorded.provenance(),
                recorded.actor(),
                "c" + position,
                null,
                event));
    }

    private void awaitMessages(int count) {
        await().atMost(LIMIT).until(() -> receiver.messages().size() >= count);
    }

    @Test
    void the_real_listing_history_crosses_these_bands_day_by_day() {
        List<Recorded> history = ListingHistory.real().events();
        SetClock clock = new SetClock();
        clock.set(Instant.parse("2024-08-29T17:00:00Z"));
        try (QueryServer server =
                QueryServer.start(ledger, clock, Database.asked().empty())) {
            String id = register(server, "\"on\":[\"band-change\"],\"party\":\"supermicro\"")
                    .path("id")
                    .asString();
            int from = 0;
            while (from < history.size()) {
                String day = day(history.get(from));
                int to = from + 1;
                while (to < history.size() && day(history.get(to)).compareTo(day) <= 0) {
                    to++;
                }
                if (day.compareTo("2024-08-29") > 0) {
                    clock.set(Instant.parse(day + "T17:00:00Z"));
                }
                ledger.add(history.subList(from, to).toArray(Recorded[]::new));
                long last = to - 1;
                await().atMost(LIMIT)
                        .until(() -> server.get("/api/webhooks/" + id)
                                        .path("position")
                                        .asLong()
                                == last);
                from = to;
            }
            awaitMessages(6);
            assertThat(receiver.messages())
                    .extracting(message ->
                            message.data().path("before").path("band").asString("none") + " → "
                                    + message.data().path("after").path("band").asString() + " "
                                    + message.data().path("after").path("index").asInt())
                    .containsExactly(
                            "none → LOW 10",
                            "LOW → ELEVATED 20",
                            "ELEVATED → HIGH 40",
                            "HIGH → CRITICAL 81",
                            "CRITICAL → HIGH 61",
                            "HIGH → ELEVATED 21");
            JsonNode last = receiver.messages().getLast().data();
            assertThat(last.path("view").asString()).isEqualTo("delisting-risk");
            assertThat(last.path("key").asString()).isEqualTo("supermicro");
            assertThat(last.path("position").asLong()).isEqualTo(history.size() - 1);
            assertThat(last.path("because").path(0).path("events").size()).isPositive();
        }
    }

    /** What happened before the first day that counts is recorded on it. */
    private static String day(Recorded recorded) {
        String text = String.valueOf(recorded.validAt()).replaceAll("^.*?(\\d{4}[-\\d]*).*$", "$1");
        return text.length() < 10 || text.compareTo("2024-08-29") < 0 ? "2024-08-29" : text;
    }

    @Test
    void the_concentration_of_vendors_comes_into_another_band() {
        try (QueryServer server = QueryServer.start(ledger)) {
            register(server, "\"on\":[\"band-change\"]");
            register(server, "\"on\":[\"band-change\"],\"party\":\"somebody-else\"");
            ledger.add(Histories.worked().events().toArray(Recorded[]::new));
            awaitMessages(1);

            JsonNode data = receiver.messages().getFirst().data();
            assertThat(data.path("view").asString()).isEqualTo("vendor-share");
            assertThat(data.path("before").path("band").isNull()).isTrue();
            assertThat(data.path("after").path("band").asString()).isEqualTo("HIGH");
            assertThat(data.path("after").path("hhi").decimalValue())
                    .isBetween(new BigDecimal("6170.65"), new BigDecimal("6170.67"));
            assertThat(data.path("because").size()).isEqualTo(2);
            flag("dell");
            await().during(Duration.ofSeconds(2))
                    .atMost(LIMIT)
                    .until(() -> receiver.messages().size() == 1);
        }
    }

    @Test
    void a_message_is_signed_as_the_specification_says() throws Exception {
        try (QueryServer server = QueryServer.start(ledger)) {
            String made =
                    register(server, "\"on\":[\"anomaly\"]").path("secret").asString();
            JsonNode given = register(server, "\"on\":[\"anomaly\"],\"secret\":\"" + RECEIVER + "\"");
            assertThat(given.has("secret")).isFalse();
            assertThat(server.get("/api/webhooks").path("webhooks"))
                    .hasSize(2)
                    .allSatisfy(webhook -> assertThat(webhook.has("secret")).isFalse());

            flag("dell");
            awaitMessages(2);

            for (Receiver.Message message : receiver.messages()) {
                assertThat(message.signature()).isIn(signature(made, message), signature(RECEIVER, message));
                assertThat(Instant.ofEpochSecond(Long.parseLong(message.timestamp())))
                        .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
                assertThat(message.json().path("type").asString()).isEqualTo("anomaly");
                assertThat(message.data().path("anomaly").path("rule").asString())
                        .isEqualTo("exceeds-open");
            }
            assertThat(receiver.messages()).extracting(Receiver.Message::id).doesNotHaveDuplicates();
        }
    }

    private static String signature(String secret, Receiver.Message message) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
        String signed = message.id() + "." + message.timestamp() + "." + message.body();
        return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    @org.junit.jupiter.api.Tag("both-databases")
    void what_fails_is_sent_again_under_its_id_also_after_a_restart_and_nothing_is_lost_meanwhile() {
        String database = Database.asked().empty(directory);
        receiver.answer(500);
        String webhook;
        try (QueryServer server = QueryServer.start(ledger, Clock.systemUTC(), database, SOON)) {
            flag("before-it-was-made");
            server.awaitSize(1);
            webhook = register(server, "\"on\":[\"anomaly\"]").path("id").asString();
            flag("first");
            awaitMessages(2);
            JsonNode delivery =
                    server.get("/api/webhooks/" + webhook).path("deliveries").path(0);
            assertThat(delivery.path("state").asString()).isEqualTo("WAITING");
            assertThat(delivery.path("status").asInt()).isEqualTo(500);
            assertThat(delivery.path("attempt").asInt()).isPositive();
        }
        flag("second");
        receiver.answer(204);
        int failed = receiver.messages().size();
        try (QueryServer server = QueryServer.start(ledger, Clock.systemUTC(), database, SOON)) {
            awaitMessages(failed + 2);
            await().atMost(LIMIT)
                    .until(() -> server.get("/api/webhooks/" + webhook)
                                    .path("waiting")
                                    .asInt()
                            == 0);
            List<Receiver.Message> messages = receiver.messages();
            assertThat(messages.stream().map(WebhookTest::about).distinct().sorted())
                    .containsExactly("party:first", "party:second");
            assertThat(messages.stream().map(Receiver.Message::id).distinct()).hasSize(2);
            assertThat(messages.stream().map(Receiver.Message::body).distinct()).hasSize(2);
            assertThat(messages).hasSize(failed + 2);
            assertThat(server.get("/api/webhooks/" + webhook).path("deliveries"))
                    .allSatisfy(delivery ->
                            assertThat(delivery.path("state").asString()).isEqualTo("DELIVERED"));
        }
    }

    private static String about(Receiver.Message message) {
        return message.data().path("anomaly").path("about").path(0).asString();
    }

    @Test
    @org.junit.jupiter.api.Tag("both-databases")
    void more_than_is_queued_at_once_comes_all_the_same() {
        int anomalies = 230;
        try (QueryServer server = QueryServer.start(ledger)) {
            register(server, "\"on\":[\"anomaly\"],\"party\":\"dell\"");
            IntStream.range(0, anomalies).forEach(i -> flag(i % 2 == 0 ? "dell" : "hpe"));
            awaitMessages(anomalies / 2);
            assertThat(receiver.messages()).extracting(WebhookTest::about).containsOnly("party:dell");
            assertThat(receiver.messages())
                    .extracting(message ->
                            message.data().path("anomaly").path("position").asInt())
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, anomalies)
                            .filter(i -> i % 2 == 0)
                            .boxed()
                            .toList());
        }
    }

    @Test
    void a_receiver_that_is_gone_is_told_no_more() {
        receiver.answer(410);
        try (QueryServer server = QueryServer.start(ledger, SOON)) {
            String path = "/api/webhooks/"
                    + register(server, "\"on\":[\"anomaly\"]").path("id").asString();
            flag("dell");
            await().atMost(LIMIT).until(() -> server.exchange("GET", path, "").status() == 404);
            assertThat(server.get("/api/webhooks").path("webhooks").isEmpty()).isTrue();
            assertThat(receiver.messages()).hasSize(1);
        }
    }

    @Test
    void a_redirect_is_no_success_and_not_followed_and_a_webhook_can_be_removed() {
        receiver.answer(302);
        try (QueryServer server = QueryServer.start(ledger)) {
            String path = "/api/webhooks/"
                    + register(server, "\"on\":[\"anomaly\"]").path("id").asString();
            flag("dell");
            await().atMost(LIMIT)
                    .until(() -> server.get(path)
                                    .path("deliveries")
                                    .path(0)
                                    .path("status")
                                    .asInt()
                            == 302);
            assertThat(receiver.messages()).hasSize(1);
            assertThat(server.exchange("DELETE", path, "").status()).isEqualTo(204);
            assertThat(server.exchange("DELETE", path, "").status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "url | {'url':'http://example.org/hook','on':['anomaly']}",
                "url | {'url':'http://127.0.0.1.example.org/hook','on':['anomaly']}",
                "url | {'url':'http://2130706433/hook','on':['anomaly']}",
                "url | {'url':'http://0.0.0.0/hook','on':['anomaly']}",
                "url | {'url':'http://169.254.169.254/latest','on':['anomaly']}",
                "url | {'url':'http://[::ffff:10.0.0.1]/hook','on':['anomaly']}",
                "url | {'url':'ftp://127.0.0.1/hook','on':['anomaly']}",
                "url | {'url':'http://me:it@127.0.0.1/hook','on':['anomaly']}",
                "url | {'url':'/hook','on':['anomaly']}",
                "url | {'on':['anomaly']}",
                "on | {'url':'http://127.0.0.1/hook'}",
                "on | {'url':'http://127.0.0.1/hook','on':['weather']}",
                "secret | {'url':'http://127.0.0.1/hook','on':['anomaly'],'secret':'abc'}",
                "party | {'url':'http://127.0.0.1/hook','on':['anomaly'],'party':'Dell Inc.'}",
                "hosts | {'url':'http://127.0.0.1/hook','on':['anomaly'],'hosts':[]}",
                "body | []",
                "body | {"
            },
            quoteCharacter = '`')
    void what_makes_no_webhook_is_refused_by_its_field(String field, String body) {
        QueryServer.Exchange answer = shared.exchange("POST", "/api/webhooks", body.replace('\'', '"'));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body().path("field").asString()).isEqualTo(field);
    }

    @Test
    void a_host_that_the_owner_named_may_be_told() {
        try (QueryServer server = QueryServer.start(ledger, "--rackledger.webhooks.allowed-hosts=Example.org")) {
            QueryServer.Exchange made = server.exchange(
                    "POST", "/api/webhooks", "{\"url\":\"https://example.org/hook\",\"on\":[\"anomaly\"]}");
            assertThat(made.status()).isEqualTo(201);
        }
    }
}
