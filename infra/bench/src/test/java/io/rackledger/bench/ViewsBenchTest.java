package io.rackledger.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.bench.LargeHistory.Happening;
import io.rackledger.events.Confidence;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.Measures;
import io.rackledger.events.OrderCancelled;
import io.rackledger.events.OrderId;
import io.rackledger.events.OrderShiftedToVendor;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.Tag;
import io.rackledger.ledger.kafka.KafkaLedger;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.OrderState;
import io.rackledger.query.fold.Orders;
import io.rackledger.query.follow.Cut;
import io.rackledger.query.follow.LedgerEvents;
import io.rackledger.query.follow.Past;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What the benchmark measures is right: answers over a large ledger against sums that know no fold. */
class ViewsBenchTest {
    private static final int EVENTS = 50_000;
    private static final int POINTS = 1_000;
    private static final int DATES = 10;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @TempDir
    private static Path folder;

    private static List<Happening> history;
    private static Stand stand;
    private static Service queries;
    private static Random random;

    @BeforeAll
    static void set_up() throws Exception {
        long seed = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("seed " + seed);
        random = new Random(seed);
        history = LargeHistory.of(EVENTS, seed);
        stand = Stand.with(folder, history);
        Service commands = stand.commandService();
        commands.awaitReady(LIMIT);
        queries = stand.queryService(List.of("--rackledger.command-service=" + commands.address()));
        queries.awaitReady(LIMIT);
    }

    @AfterAll
    static void tear_down() throws Exception {
        stand.close();
    }

    @Test
    void a_thousand_points_of_the_past_equal_a_fold_of_that_order_alone() throws Exception {
        try (KafkaLedger ledger = stand.ledger()) {
            Awaitility.await().atMost(LIMIT).until(() -> ledger.head().size() >= history.size());
            LedgerEvents events = new LedgerEvents(ledger);
            Past past = new Past(events, history.size() / 4);
            int orders = Supposing.Placed.of(history).size();
            for (int i = 0; i < POINTS; i++) {
                OrderId order = LargeHistory.orderId(random.nextInt(orders));
                LocalDate date = someDay();
                long size = random.nextInt(history.size() + 1);
                Cut cut = new Cut(endOf(date), Instant.MAX, size, Confidence.SPECULATED);

                OrderState answered =
                        past.at(cut, List.of(Orders.FOLD)).of(Orders.FOLD).get(Tag.of(order));

                assertThat(answered)
                        .as("%s on %s of %s", order, date, size)
                        .isEqualTo(folded(events.about(Tag.of(order)), date, size));
            }
        }
    }

    /** By the dates in the history, which the ledger's events stand beside. */
    private static @Nullable OrderState folded(List<Recorded> ofOrder, LocalDate date, long size) {
        OrderState state = null;
        for (Recorded each : ofOrder) {
            Happening happening = history.get((int) each.position());
            assertThat(each.event()).isEqualTo(happening.event());
            if (each.position() < size && !happening.day().isAfter(date)) {
                OrderState before = state == null
                        ? Orders.FOLD.initial(
                                Orders.FOLD.keysOf(each).iterator().next())
                        : state;
                state = Orders.FOLD.fold(before, each);
            }
        }
        return state;
    }

    private static LocalDate someDay() {
        return LargeHistory.FIRST_DAY.plusDays(random.nextInt(LargeHistory.DAYS + 2));
    }

    private static Instant endOf(LocalDate date) {
        return date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().minusNanos(1);
    }

    @Test
    void what_each_vendor_has_by_a_date_and_position_is_the_sum_of_what_was_recorded() throws Exception {
        for (int i = 0; i < DATES; i++) {
            LocalDate date = someDay();
            int position = random.nextInt(history.size());
            for (Basis basis : Basis.values()) {
                JsonNode answer = queries.get("/api/views/vendor-share?basis=" + basis + "&validAsOf=" + date
                        + "&knownAsOfPosition=" + position);

                Map<String, Long> amounts = new HashMap<>();
                answer.path("rows")
                        .forEach(row -> amounts.put(
                                row.path("vendor").asString(),
                                row.path("amount").decimalValue().longValueExact()));
                amounts.values().removeIf(amount -> amount == 0);
                assertThat(amounts)
                        .as("%s by %s and %s", basis, date, position)
                        .isEqualTo(racks(basis, date, position));
            }
        }
    }

    private static Map<String, Long> racks(Basis basis, LocalDate date, int position) {
        Map<String, Long> racks = new HashMap<>();
        for (Happening each : history.subList(0, position + 1)) {
            if (!each.day().isAfter(date)) {
                racks(basis, each.event()).forEach((vendor, more) -> racks.merge(vendor, more, Long::sum));
            }
        }
        racks.values().removeIf(amount -> amount == 0);
        return racks;
    }

    /** What an event adds to each vendor, and takes from it. */
    private static Map<String, Long> racks(Basis basis, Event event) {
        boolean isNet = basis == Basis.COMMITTED || basis == Basis.OPEN;
        Map<String, Long> racks = new HashMap<>();
        if (event instanceof ServerOrderPlaced e && basis != Basis.DELIVERED) {
            e.allocations().forEach(lot -> add(racks, lot.vendor(), lot.measures(), 1));
        } else if (event instanceof OrderShiftedToVendor e && isNet) {
            add(racks, e.from(), e.measures(), -1);
            add(racks, e.to(), e.measures(), 1);
        } else if (event instanceof OrderCancelled e && isNet) {
            add(racks, e.vendor(), e.measures(), -1);
        } else if (event instanceof DeliveryRecorded e && basis == Basis.DELIVERED) {
            add(racks, e.vendor(), e.measures(), 1);
        } else if (event instanceof DeliveryRecorded e && basis == Basis.OPEN) {
            add(racks, e.vendor(), e.measures(), -1);
        }
        return racks;
    }

    private static void add(Map<String, Long> racks, PartyId vendor, Measures measures, int times) {
        racks.merge(vendor.value(), times * Objects.requireNonNull(measures.racks()), Long::sum);
    }

    @Test
    void pages_of_orders_are_all_orders() throws Exception {
        String path =
                "/api/views/orders?validAsOf=" + someDay() + "&knownAsOfPosition=" + random.nextInt(history.size());
        List<String> whole = keys(queries.get(path));
        List<String> paged = new ArrayList<>();
        JsonNode page = queries.get(path + "&limit=7");
        paged.addAll(keys(page));
        while (!page.path("next").isNull()) {
            page = queries.get(path + "&limit=7&after=" + page.path("next").asString());
            paged.addAll(keys(page));
        }

        assertThat(paged).isEqualTo(whole);
    }

    private static List<String> keys(JsonNode answer) {
        List<String> keys = new ArrayList<>();
        answer.path("rows").forEach(row -> keys.add(row.path("key").asString()));
        return keys;
    }

    @Test
    void what_hangs_on_suppliers_and_listings_is_among_what_is_measured() throws Exception {
        assertThat(figures(queries.get("/api/views/supplier-exposure?"))).isNotEmpty();
        assertThat(figures(queries.get("/api/views/delisting-risk?"))).isNotEmpty();
    }

    @Test
    void a_replay_comes_to_what_is_served_and_takes_its_place() throws Exception {
        JsonNode before = figures(answer());

        JsonNode ready = Replaying.ready(queries, "vendor-share");
        JsonNode swapped = queries.post(ready.path("href").asString() + "/swap", "");

        assertThat(ready.path("comparison").path("differing").asLong(-1)).isZero();
        assertThat(ready.path("done").asLong()).isEqualTo(history.size());
        assertThat(swapped.path("state").asString()).isEqualTo("SWAPPED");
        assertThat(answer().path("generation")).isEqualTo(ready.path("generation"));
        assertThat(figures(answer())).isEqualTo(before);
    }

    @Test
    void a_supposed_shift_changes_shares_and_neither_the_ledger_nor_what_is_served() throws Exception {
        JsonNode before = answer();

        Supposing.Placed placed = Supposing.Placed.of(history).getFirst();
        JsonNode supposed = queries.post("/api/what-if", Supposing.shift(placed));

        assertThat(supposed.path("views").findValuesAsString("view")).contains("vendor-share", "backlog");
        assertThat(answer().path("position")).isEqualTo(before.path("position"));
        assertThat(figures(answer())).isEqualTo(figures(before));
    }

    private static JsonNode answer() throws Exception {
        return queries.get("/api/views/vendor-share?basis=OPEN");
    }

    private static JsonNode figures(JsonNode answer) {
        assertThat(answer.path("rows").isEmpty()).isFalse();
        return answer.path("rows");
    }
}
