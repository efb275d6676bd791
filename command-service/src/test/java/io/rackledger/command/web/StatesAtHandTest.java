package io.rackledger.command.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.command.axon.Decisions;
import io.rackledger.command.axon.Handled;
import io.rackledger.command.decision.Decider;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerObserver;
import io.rackledger.ledger.kafka.KafkaLedger;
import io.rackledger.ledger.kafka.KafkaLedgerConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept of earlier decisions makes later ones faster, and never other ones. */
class StatesAtHandTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int COMMANDS = 600;
    private static final int ORDERS = 5;
    private static final List<String> PARTIES = List.of("xai", "dell", "supermicro", "wistron");

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static int desks;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(directory);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** One ledger with the real deciders, and so much at hand. */
    private static final class Desk implements AutoCloseable {
        private final KafkaLedger ledger;
        private final Decisions decisions;
        private final CommandReader reader = new CommandReader(
                CommandServiceConfiguration.deciders(),
                Clock.fixed(Instant.parse("2025-06-01T00:00:00Z"), ZoneOffset.UTC));

        Desk(long mostEventsAtHand) {
            this(CommandServiceConfiguration.deciders(), mostEventsAtHand);
        }

        Desk(List<Decider<?, ?>> deciders, long mostEventsAtHand) {
            String topic = "desk-" + ++desks;
            ledger = KafkaLedger.open(
                    KafkaLedgerConfig.writer(broker.bootstrapServers(), topic, "main"), LedgerObserver.NONE);
            await().atMost(LIMIT).until(() -> ledger.status().state() == Ledger.State.WRITING);
            decisions = new Decisions(ledger, deciders, mostEventsAtHand);
        }

        CompletableFuture<Handled> sent(String id, Race.Sent sent) {
            return sent(decisions, id, sent);
        }

        CompletableFuture<Handled> sent(Decisions to, String id, Race.Sent sent) {
            return to.decide(
                    reader.request(
                            sent.command(),
                            id,
                            reader.object(sent.body().getBytes(StandardCharsets.UTF_8)),
                            "test",
                            false),
                    () -> {});
        }

        Handled send(String id, Race.Sent sent) throws Exception {
            return sent(id, sent).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        }

        /** The same ledger, where nothing is at hand: what is read of it is decoded. */
        Decisions another() {
            return new Decisions(ledger, CommandServiceConfiguration.deciders(), 0);
        }

        /** Records what all these histories begin with. */
        void begin() throws Exception {
            List<Race.Sent> first = Commands.first();
            for (int i = 0; i < first.size(); i++) {
                send("c-" + i, first.get(i));
            }
        }

        @Override
        public void close() {
            decisions.close();
            ledger.close();
        }
    }

    /** Commands on a few orders and programmes, with facts that are taken back and corrected in between. */
    private static final class Commands {
        private final Random random;
        private final List<String> facts = new ArrayList<>();
        private final List<String> deliveries = new ArrayList<>();
        private int orders;

        Commands(Random random) {
            this.random = random;
        }

        private static Race.Sent sent(String command, String body, Object... values) {
            return new Race.Sent(command, body.formatted(values));
        }

        static List<Race.Sent> first() {
            List<Race.Sent> first = new ArrayList<>();
            PARTIES.forEach(party -> first.add(register(party)));
            first.add(sent("define-programme", """
                    {"programme":"capped","owner":"xai","name":"Capped","targetGpus":200000,"vendorShareCap":0.6}"""));
            first.add(sent("list-security", """
                    {"listing":"smci","party":"supermicro","ticker":"SMCI","mic":"XNAS","tier":"GLOBAL_SELECT",
                     "fiscalYearEnd":"--06-30","filerStatus":"LARGE_ACCELERATED","listedOn":"2020-01"}"""));
            return first;
        }

        Race.Sent next(int number) {
            return switch (orders < ORDERS ? 0 : random.nextInt(11)) {
                case 0 -> place();
                case 1, 2, 3 -> sent("shift-order-to-vendor", """
                            {"order":"%s","from":"%s","to":"%s","extent":{"measures":{"racks":%d}},
                             "effectiveOn":"2025-02-01"}""", order(), vendor(), vendor(), 1 + random.nextInt(40));
                case 4, 5, 6 -> sent("record-delivery", """
                            {"delivery":"d-%d","order":"%s","vendor":"%s","measures":{"racks":%d},
                             "deliveredOn":"2025-05-01"}""", number, order(), vendor(), 1 + random.nextInt(20));
                case 7 -> sent("cancel-order", """
                            {"order":"%s","lot":"%s-lot","extent":{"measures":{"racks":5}},
                             "cancelledOn":"2025-03-01"}""", order(), order());
                case 8 -> sent("define-programme", """
                            {"programme":"p-%d","owner":"xai","name":"Another"}""", number);
                case 9 -> retract();
                default ->
                    deliveries.isEmpty()
                            ? retract()
                            : sent(
                                    "correct-fact",
                                    "{\"event\":\"%s\",\"changes\":{\"measures\":{\"racks\":%d}},\"reason\":\"miscounted\"}",
                                    deliveries.get(random.nextInt(deliveries.size())),
                                    1 + random.nextInt(20));
            };
        }

        private Race.Sent place() {
            orders++;
            return sent(
                    "place-server-order",
                    """
                    {"order":"o-%d","buyer":"xai"%s,"placedOn":"2025-01-01",
                     "allocations":[{"lot":"o-%d-lot","vendor":"%s","measures":{"racks":100,"gpus":6400}}]}""",
                    orders,
                    random.nextBoolean() ? ",\"programme\":\"capped\"" : "",
                    orders,
                    vendor());
        }

        private Race.Sent retract() {
            return sent("retract-fact", "{\"event\":\"%s\",\"reason\":\"wrong\"}", fact());
        }

        private String order() {
            return "o-" + (1 + random.nextInt(Math.min(orders, ORDERS)));
        }

        private String vendor() {
            return PARTIES.get(1 + random.nextInt(PARTIES.size() - 1));
        }

        private String fact() {
            List<String> any = deliveries.isEmpty() || random.nextInt(3) == 0 ? facts : deliveries;
            return any.get(random.nextInt(any.size()));
        }

        void became(Handled handled) {
            if (handled instanceof Handled.Accepted accepted) {
                for (Handled.Led led : accepted.events()) {
                    (led.event() instanceof DeliveryRecorded ? deliveries : facts).add(led.id());
                }
            }
        }
    }

    @Test
    void every_command_comes_to_the_same_with_all_states_at_hand_with_few_and_with_none() throws Exception {
        long seed = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Commands commands = new Commands(new Random(seed));
        Set<Class<?>> outcomes = new HashSet<>();
        try (Desk none = new Desk(0);
                Desk few = new Desk(40);
                Desk all = new Desk(100_000)) {
            List<Race.Sent> first = Commands.first();
            for (int i = 0; i < COMMANDS; i++) {
                Race.Sent sent = i < first.size() ? first.get(i) : commands.next(i);
                List<Handled> handled = eachOf(List.of(none, few, all), "c-" + i, sent);
                Handled expected = handled.getFirst();
                assertThat(handled).as("%d: %s", i, sent).containsOnly(expected);
                commands.became(expected);
                outcomes.add(expected.getClass());
            }
        }
        assertThat(outcomes).contains(Handled.Accepted.class, Handled.Refused.class);
    }

    @Test
    void what_is_read_of_a_decision_is_what_was_decided() throws Exception {
        long seed = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Commands commands = new Commands(new Random(seed));
        int accepted = 0;
        try (Desk desk = new Desk(100_000);
                Decisions another = desk.another()) {
            List<Race.Sent> first = Commands.first();
            for (int i = 0; i < COMMANDS / 4; i++) {
                Race.Sent sent = i < first.size() ? first.get(i) : commands.next(i);
                Handled handled = desk.send("c-" + i, sent);
                commands.became(handled);
                if (handled instanceof Handled.Accepted decided) {
                    assertThat(desk.sent(another, "c-" + i, sent).get(LIMIT.toSeconds(), TimeUnit.SECONDS))
                            .as("%d: %s", i, sent)
                            .isEqualTo(new Handled.Accepted(decided.events(), true));
                    accepted++;
                }
            }
        }
        assertThat(accepted).isGreaterThan(COMMANDS / 20);
    }

    /** Each desk has a ledger of its own, so none needs to wait for another. */
    private static List<Handled> eachOf(List<Desk> desks, String id, Race.Sent sent) throws Exception {
        List<CompletableFuture<Handled>> asked =
                desks.stream().map(desk -> desk.sent(id, sent)).toList();
        List<Handled> handled = new ArrayList<>();
        for (CompletableFuture<Handled> answer : asked) {
            handled.add(answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
        return handled;
    }

    private static Race.Sent shift(String order) {
        return Commands.sent("shift-order-to-vendor", """
                {"order":"%s","from":"dell","to":"supermicro","extent":{"allOpen":true},"effectiveOn":"2025-02-01"}""", order);
    }

    private static Race.Sent place(String order, String vendor, String more) {
        return Commands.sent("place-server-order", """
                {"order":"%s","buyer":"xai","placedOn":"2025-01-01"%s,
                 "allocations":[{"vendor":"%s","measures":{"racks":100,"gpus":6400}}]}""", order, more, vendor);
    }

    @Test
    void what_came_to_be_since_a_state_was_kept_is_seen_and_so_is_what_it_points_to() throws Exception {
        try (Desk desk = new Desk(100_000)) {
            desk.begin();
            assertThat(rule(desk.send("before-1", shift("o-1")))).isEqualTo("unknown-order");
            assertThat(rule(desk.send("before-2", shift("o-2")))).isEqualTo("unknown-order");
            desk.send("o-1", place("o-1", "dell", ""));
            desk.send("o-2", place("o-2", "dell", ",\"programme\":\"capped\""));
            desk.send("o-3", place("o-3", "supermicro", ",\"programme\":\"capped\""));

            assertThat(desk.send("after-1", shift("o-1"))).isInstanceOf(Handled.Accepted.class);
            assertThat(rule(desk.send("after-2", shift("o-2")))).isEqualTo("concentration-cap");
        }
    }

    @Test
    void a_command_that_reads_nothing_but_what_it_creates_is_told_of_nothing_else() throws Exception {
        HeldDecider.Hold told = new HeldDecider.Hold("none is held");
        List<Decider<?, ?>> deciders = CommandServiceConfiguration.deciders().stream()
                .<Decider<?, ?>>map(decider -> new HeldDecider<>(decider, told))
                .toList();
        try (Desk desk = new Desk(deciders, 100_000)) {
            for (String party : PARTIES) {
                assertThat(desk.send(party, register(party))).isInstanceOf(Handled.Accepted.class);
            }
            assertThat(told.evolved()).isEmpty();
        }
    }

    private static Race.Sent register(String party) {
        return Commands.sent("register-party", "{\"party\":\"%s\",\"legalName\":\"%s\"}", party, party);
    }

    @Test
    void what_a_command_creates_is_looked_for_though_all_else_is_at_hand() throws Exception {
        Race.Sent delivery = new Race.Sent("record-delivery", """
                {"delivery":"d-1","order":"o-1","vendor":"dell","measures":{"racks":1}}""");
        try (Desk desk = new Desk(100_000)) {
            desk.begin();
            desk.send("o-1", place("o-1", "dell", ""));

            assertThat(desk.send("first", delivery)).isInstanceOf(Handled.Accepted.class);
            assertThat(rule(desk.send("again", delivery))).isEqualTo("delivery-exists");
        }
    }

    private static String rule(Handled handled) {
        return handled instanceof Handled.Refused refused ? refused.rule() : handled.toString();
    }

    @Test
    void commands_that_are_sent_at_once_are_decided_as_if_one_came_after_the_other() throws Exception {
        try (Desk desk = new Desk(100_000)) {
            desk.begin();
            desk.send("order", new Race.Sent("place-server-order", """
                    {"order":"o-1","buyer":"xai","placedOn":"2025-01-01",
                     "allocations":[{"lot":"o-1-lot","vendor":"dell","measures":{"racks":100}}]}"""));

            List<CompletableFuture<Handled>> deliveries = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                deliveries.add(desk.sent("d-" + i, new Race.Sent("record-delivery", """
                        {"delivery":"d-%d","order":"o-1","vendor":"dell","measures":{"racks":1}}""".formatted(i))));
            }
            long accepted = 0;
            for (CompletableFuture<Handled> delivery : deliveries) {
                Handled handled = delivery.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
                accepted += handled instanceof Handled.Accepted ? 1 : 0;
            }
            assertThat(accepted).isEqualTo(100);
        }
    }
}
