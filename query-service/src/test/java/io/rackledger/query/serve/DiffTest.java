package io.rackledger.query.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rackledger.events.FactRetracted;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tags;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.fold.ListingHistory;
import io.rackledger.query.fold.RandomListings;
import io.rackledger.query.fold.RandomOrders;
import io.rackledger.query.fold.View;
import io.rackledger.query.follow.Follower;
import io.rackledger.query.follow.LedgerEvents;
import io.rackledger.query.follow.MemoryLedger;
import io.rackledger.query.follow.NoStore;
import io.rackledger.query.follow.Past;
import io.rackledger.query.recount.EveryView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What changed in a view between two moments, and which events did it. */
class DiffTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final int HISTORIES = 10;

    /** A query service without its web. */
    private static final class Served implements AutoCloseable {
        private final Follower follower;
        private final Views views;
        private final AnswerWriter writer = new AnswerWriter("test");
        private final DiffController controller;

        Served(List<Recorded> history) throws InterruptedException {
            MemoryLedger ledger = new MemoryLedger(history, new Random(7));
            LedgerEvents events = new LedgerEvents(ledger);
            List<Fold<?>> folds = EveryView.ALL.stream()
                    .flatMap(view -> view.folds().stream())
                    .distinct()
                    .<Fold<?>>map(fold -> fold)
                    .toList();
            follower = new Follower(ledger, events, new NoStore(), folds);
            follower.start();
            assertThat(follower.awaitSize(history.size(), LIMIT).size()).isEqualTo(history.size());
            views = new Views(EveryView.ALL, follower, new Past(events, 1_000), Clock.fixed(NOW, ZoneOffset.UTC));
            controller = new DiffController(views, events, writer, "test");
        }

        ObjectNode diff(String view, String... query) throws InterruptedException {
            return (ObjectNode) controller.diff(view, parameters(query)).getBody();
        }

        /** The rows of an answer by their keys, as they are told. */
        Map<String, JsonNode> rows(View view, String... query) {
            ViewQuestion question = ViewQuestion.read(view, "test", parameters(query));
            Map<String, JsonNode> rows = new TreeMap<>();
            views.answer(view, question, follower.image())
                    .answer()
                    .rows()
                    .forEach(row -> rows.put(row.key(), writer.row(row).without("key")));
            return rows;
        }

        BadQuestionException refused(String... query) {
            BadQuestionException refused =
                    catchThrowableOfType(BadQuestionException.class, () -> diff("backlog", query));
            assertThat(refused).isNotNull();
            return refused;
        }

        @Override
        public void close() {
            follower.close();
        }
    }

    private static Map<String, String> parameters(String... query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (int i = 0; i < query.length; i += 2) {
            parameters.put(query[i], query[i + 1]);
        }
        return parameters;
    }

    private static List<Recorded> worked() {
        return Histories.worked().events();
    }

    private static JsonNode row(ObjectNode diff, String key) {
        for (JsonNode row : diff.path("rows")) {
            if (row.path("key").asString().equals(key)) {
                return row;
            }
        }
        throw new AssertionError("no row " + key + " in " + diff);
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asString).toList();
    }

    private static List<String> ids(JsonNode events) {
        return events.valueStream().map(event -> event.path("id").asString()).toList();
    }

    @Test
    void the_shift_takes_the_shares_from_50_and_50_to_75_and_25_and_is_named() throws InterruptedException {
        try (Served served = new Served(worked())) {
            ObjectNode diff = served.diff("vendor-share", "from", "2024-06-30", "to", "2024-11-18");

            assertThat(diff.path("by").asString()).isEqualTo("valid");
            assertThat(diff.path("totals").path("before").path("hhi").asInt()).isEqualTo(5_000);
            assertThat(diff.path("totals").path("after").path("hhi").asInt()).isEqualTo(6_250);
            assertThat(row(diff, "dell").path("before").path("share").asDouble())
                    .isEqualTo(0.5);
            assertThat(row(diff, "dell").path("after").path("share").asDouble()).isEqualTo(0.75);
            assertThat(row(diff, "supermicro").path("after").path("share").asDouble())
                    .isEqualTo(0.25);
            assertThat(texts(row(diff, "dell").path("events"))).containsExactly("e3");
            assertThat(texts(row(diff, "supermicro").path("events"))).containsExactly("e3");
            assertThat(ids(diff.path("events"))).containsExactly("e1", "e2", "e3");
            assertThat(diff.path("events").get(2).path("type").asString()).isEqualTo("order-shifted-to-vendor.v1");
        }
    }

    @Test
    void a_row_that_only_grew_older_has_no_events() throws InterruptedException {
        try (Served served = new Served(worked())) {
            ObjectNode diff = served.diff("backlog", "from", "2024-07-01", "to", "2024-07-02");

            assertThat(diff.path("count").asInt()).isEqualTo(2);
            assertThat(diff.path("eventCount").asInt()).isZero();
            assertThat(row(diff, "ord-1:ord-1-dell").path("eventCount").asInt()).isZero();
        }
    }

    @Test
    void by_position_what_was_recorded_in_between_is_told() throws InterruptedException {
        try (Served served = new Served(worked())) {
            ObjectNode diff = served.diff("vendor-share", "fromPosition", "2", "toPosition", "3");

            assertThat(diff.path("by").asString()).isEqualTo("known");
            assertThat(diff.path("from").asInt()).isEqualTo(2);
            assertThat(diff.path("to").asInt()).isEqualTo(3);
            assertThat(row(diff, "dell").path("before").path("share").asDouble())
                    .isEqualTo(0.5);
            assertThat(row(diff, "dell").path("after").path("share").asDouble()).isEqualTo(0.75);
            assertThat(ids(diff.path("events"))).containsExactly("e3");
        }
    }

    @Test
    void by_known_a_retraction_is_what_did_it_and_by_valid_what_it_took_back_never_happened()
            throws InterruptedException {
        List<Recorded> history = new ArrayList<>(worked().subList(0, 4));
        Recorded shift = history.get(3);
        history.addAll(new Histories()
                        .then(
                                "2025-03-01",
                                new FactRetracted(
                                        shift.id(),
                                        shift.position(),
                                        List.copyOf(Tags.of(shift.event())),
                                        "never happened"))
                        .events()
                        .stream()
                        .map(each -> new Recorded(
                                4,
                                "e4",
                                shift.recordedAt().plusSeconds(1),
                                each.validAt(),
                                each.mode(),
                                each.provenance(),
                                each.actor(),
                                "c4",
                                null,
                                each.event()))
                        .toList());
        try (Served served = new Served(history)) {
            ObjectNode known = served.diff("vendor-share", "fromPosition", "3");
            ObjectNode valid = served.diff("vendor-share", "from", "2024-10-01", "to", "2024-12-01");

            assertThat(row(known, "dell").path("after").path("share").asDouble())
                    .isEqualTo(0.5);
            assertThat(texts(row(known, "dell").path("events"))).containsExactly("e4");
            assertThat(valid.path("count").asInt()).isZero();
            assertThat(valid.path("totals").isNull()).isTrue();
            assertThat(valid.path("eventCount").asInt()).isZero();
        }
    }

    @Test
    void a_row_names_what_moved_it_from_state_to_state() throws InterruptedException {
        try (Served served = new Served(ListingHistory.real().events())) {
            ObjectNode diff = served.diff("delisting-risk", "from", "2025-02-24", "to", "2025-02-25");

            JsonNode row = row(diff, "supermicro");
            assertThat(row.path("before").path("state").asString()).isEqualTo("EXCEPTION");
            assertThat(row.path("after").path("index").asInt()).isEqualTo(21);
            assertThat(diff.path("events")
                            .valueStream()
                            .map(event -> event.path("type").asString()))
                    .contains("deficiency-cured.v1", "filing-recorded.v1");
            assertThat(texts(row.path("events"))).isNotEmpty().isSubsetOf(ids(diff.path("events")));
        }
    }

    @Test
    void rows_come_in_pages_with_their_count() throws InterruptedException {
        try (Served served = new Served(worked())) {
            ObjectNode first = served.diff("vendor-share", "from", "2024-06-30", "limit", "1");
            ObjectNode second = served.diff("vendor-share", "from", "2024-06-30", "limit", "1", "offset", "1");

            assertThat(first.path("count").asInt()).isEqualTo(2);
            assertThat(first.path("rows").size()).isEqualTo(1);
            assertThat(second.path("rows").get(0).path("key"))
                    .isNotEqualTo(first.path("rows").get(0).path("key"));
        }
    }

    @Test
    void what_makes_no_sense_is_named() throws InterruptedException {
        try (Served served = new Served(worked())) {
            assertThat(served.refused().parameter()).isEqualTo("from");
            assertThat(served.refused("from", "").parameter()).isEqualTo("from");
            assertThat(served.refused("from", "yesterday").parameter()).isEqualTo("from");
            assertThat(served.refused("from", "2024-02-01", "to", "2024-01-01").parameter())
                    .isEqualTo("from");
            assertThat(served.refused("from", "2199-01-01").parameter()).isEqualTo("from");
            assertThat(served.refused("fromPosition", "3", "toPosition", "2").parameter())
                    .isEqualTo("fromPosition");
            assertThat(served.refused("fromPosition", "6").parameter()).isEqualTo("fromPosition");
            assertThat(served.refused("fromPosition", "-1").parameter()).isEqualTo("fromPosition");
            assertThat(served.refused("from", "2024", "fromPosition", "1").parameter())
                    .isEqualTo("fromPosition");
            assertThat(served.refused("from", "2024", "toPosition", "1", "by", "known")
                            .parameter())
                    .isEqualTo("toPosition");
            assertThat(served.refused("from", "2024", "toPosition", "1", "by", "valid")
                            .parameter())
                    .isEqualTo("toPosition");
            assertThat(served.refused("from", "2024", "by", "hand").parameter()).isEqualTo("by");
            assertThat(served.refused("from", "2024", "validAsOf", "2024").parameter())
                    .isEqualTo("validAsOf");
            assertThat(served.refused("from", "2024", "by", "known", "knownAsOf", "2024")
                            .parameter())
                    .isEqualTo("knownAsOf");
            assertThat(served.refused("from", "2024", "basis", "OPEN").parameter())
                    .isEqualTo("basis");
            assertThat(served.refused("from", "2024", "limit", "1001").parameter())
                    .isEqualTo("limit");
            assertThat(served.refused("from", "2024", "format", "csv").parameter())
                    .isEqualTo("format");
            assertThat(served.refused("from", "2024", "minConfidence", "SURE").parameter())
                    .isEqualTo("minConfidence");
        }
    }

    @Test
    void what_is_told_leads_from_the_answer_before_to_the_answer_after() throws InterruptedException {
        seeds((served, random, size) -> {
            String from = day(random, 0);
            String to = day(random, 700);
            for (View view : EveryView.ALL) {
                assertLeads(
                        served.diff(view.name(), "from", from, "to", to, "limit", "1000"),
                        served.rows(view, "validAsOf", from),
                        served.rows(view, "validAsOf", to));
            }
        });
    }

    @Test
    void by_what_was_known_it_leads_there_too_and_nothing_changes_without_an_event() throws InterruptedException {
        seeds((served, random, size) -> {
            String date = day(random, 300);
            int from = random.nextInt(size);
            int to = from + random.nextInt(Math.min(4, size - from));
            for (View view : EveryView.ALL) {
                ObjectNode diff = served.diff(
                        view.name(),
                        "fromPosition",
                        String.valueOf(from),
                        "toPosition",
                        String.valueOf(to),
                        "validAsOf",
                        date,
                        "limit",
                        "1000");
                assertLeads(
                        diff,
                        served.rows(view, "validAsOf", date, "knownAsOfPosition", String.valueOf(from)),
                        served.rows(view, "validAsOf", date, "knownAsOfPosition", String.valueOf(to)));
                if (diff.path("count").asInt() > 0 || !diff.path("totals").isNull()) {
                    assertThat(diff.path("eventCount").asInt()).as(view.name()).isPositive();
                }
            }
        });
    }

    private static void assertLeads(ObjectNode diff, Map<String, JsonNode> before, Map<String, JsonNode> after) {
        Map<String, JsonNode> led = new TreeMap<>(before);
        for (JsonNode row : diff.path("rows")) {
            String key = row.path("key").asString();
            assertThat(row.path("before")).isEqualTo(before.getOrDefault(key, diff.nullNode()));
            assertThat(row.path("before")).isNotEqualTo(row.path("after"));
            if (row.path("after").isNull()) {
                led.remove(key);
            } else {
                led.put(key, row.path("after"));
            }
        }
        assertThat(led).as(diff.path("view").asString()).isEqualTo(after);
        assertThat(Set.copyOf(ids(diff.path("events"))))
                .hasSize(diff.path("events").size());
    }

    private static String day(Random random, int least) {
        return LocalDate.parse("2024-01-01")
                .plusDays(least + random.nextInt(500))
                .toString();
    }

    private interface Law {
        void holds(Served served, Random random, int size) throws InterruptedException;
    }

    private static void seeds(Law law) throws InterruptedException {
        long first = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("seeds from " + first);
        for (long seed = first; seed < first + HISTORIES; seed++) {
            Random random = new Random(seed);
            List<Recorded> history = random.nextBoolean()
                    ? new RandomOrders(random).withGaps().events()
                    : new RandomListings(random).history().events();
            try (Served served = new Served(history)) {
                law.holds(served, random, history.size());
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("seed " + seed + ": set it with -Drackledger.seed", broken);
            }
        }
    }
}
