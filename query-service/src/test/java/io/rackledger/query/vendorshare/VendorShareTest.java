package io.rackledger.query.vendorshare;

import static io.rackledger.query.fold.Histories.DELL;
import static io.rackledger.query.fold.Histories.DELL_LOT;
import static io.rackledger.query.fold.Histories.SMCI_LOT;
import static io.rackledger.query.fold.Histories.SUPERMICRO;
import static io.rackledger.query.fold.Histories.XAI;
import static io.rackledger.query.fold.Histories.amended;
import static io.rackledger.query.fold.Histories.articles;
import static io.rackledger.query.fold.Histories.delivered;
import static io.rackledger.query.fold.Histories.dell;
import static io.rackledger.query.fold.Histories.money;
import static io.rackledger.query.fold.Histories.onlyRacks;
import static io.rackledger.query.fold.Histories.placed;
import static io.rackledger.query.fold.Histories.racks;
import static io.rackledger.query.fold.Histories.shifted;
import static io.rackledger.query.fold.Histories.smci;
import static io.rackledger.query.fold.Histories.worked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.events.Allocation;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.fold.Row;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VendorShareTest {
    private final VendorShare view = new VendorShare();

    @ParameterizedTest
    @CsvSource({
        "2024-06-30, COMMITTED, 0.500000, 0.500000, 5000.00",
        "2024-11-17, COMMITTED, 0.500000, 0.500000, 5000.00",
        "2024-11-18, COMMITTED, 0.750000, 0.250000, 6250.00",
        "2025-02-01, COMMITTED, 0.741935, 0.258065, 6170.66",
        "2024-06-30, OPEN, 0.500000, 0.500000, 5000.00",
        "2024-11-18, OPEN, 1.000000, 0.000000, 10000.00",
        "2025-02-01, OPEN, 1.000000, 0.000000, 10000.00",
        "2025-02-01, AWARDED, 0.500000, 0.500000, 5000.00",
        "2025-02-01, DELIVERED, 0.636364, 0.363636, 5371.90",
    })
    void the_worked_history_has_these_shares(String day, String basis, String dell, String supermicro, String hhi) {
        for (String measure : List.of("racks", "gpus", "value")) {
            Answer answer = worked().by(day).ask(view, "basis", basis, "measure", measure);

            assertThat(figure(answer, "dell", "share")).isEqualTo(new BigDecimal(dell));
            assertThat(figure(answer, "supermicro", "share")).isEqualTo(new BigDecimal(supermicro));
            assertThat(answer.totals().figures())
                    .containsEntry("hhi", new BigDecimal(hhi))
                    .containsEntry("hhiLow", new BigDecimal(hhi))
                    .containsEntry("hhiHigh", new BigDecimal(hhi))
                    .containsEntry("band", "HIGH")
                    .containsEntry("coverage", new BigDecimal("1.000000"))
                    .containsEntry("unknownLots", 0L);
        }
    }

    @Test
    void a_share_goes_by_what_lots_were_amended_to_and_rests_on_the_amendment() {
        for (String basis : List.of("AWARDED", "COMMITTED", "OPEN")) {
            Answer answer = new Histories()
                    .then("2024-06-19", placed(null, dell(racks(300)), smci(racks(100))))
                    .then("2024-07-01", amended(SMCI_LOT, SUPERMICRO, racks(700)))
                    .by("2024-12-31")
                    .ask(view, "basis", basis);

            assertThat(answer.rows().getLast().key()).startsWith("supermicro");
            assertThat(answer.rows().getLast().figures()).containsEntry("share", new BigDecimal("0.700000"));
            assertThat(((Because) answer.rows().getLast().figures().get("because")).events())
                    .contains("e1");
        }
    }

    @Test
    void what_is_not_stated_is_unknown() {
        Answer answer = worked().by("2024-06-30").ask(view, "measure", "powerMw");

        assertThat(row(answer, "dell").figures())
                .containsEntry("amount", null)
                .containsEntry("share", null)
                .containsEntry("low", new BigDecimal("0.000000"))
                .containsEntry("high", new BigDecimal("1.000000"))
                .containsEntry("coverage", new BigDecimal("0.000000"));
        assertThat(answer.totals().figures())
                .containsEntry("hhi", null)
                .containsEntry("hhiLow", new BigDecimal("5000.00"))
                .containsEntry("hhiHigh", new BigDecimal("10000.00"));
    }

    @ParameterizedTest
    @CsvSource({
        "DELIVERED, 0.500000, 0.636364, , 5000.00, 5371.90, 0.500000",
        "OPEN, 0.200000, 0.500000, , 5000.00, 6800.00, 0.500000",
        "COMMITTED, 0.500000, 0.500000, 0.500000, 5000.00, 5000.00, 1.000000",
    })
    void a_delivery_that_may_have_come_is_counted_and_not(
            String basis, String low, String high, String share, String hhiLow, String hhiHigh, String coverage) {
        Answer answer = new Histories()
                .then("2024-06-19", placed(null, dell(racks(800)), smci(racks(800))))
                .then("2024-09-30", delivered("d-1", DELL_LOT, DELL, racks(400)))
                .then("2024-09-30", delivered("d-2", SMCI_LOT, SUPERMICRO, racks(400)))
                .then("2024-Q4", delivered("d-3", DELL_LOT, DELL, racks(300)))
                .by("2024-11-15")
                .ask(view, "basis", basis);

        assertThat(row(answer, "dell").figures())
                .containsEntry("low", new BigDecimal(low))
                .containsEntry("high", new BigDecimal(high))
                .containsEntry("share", share == null ? null : new BigDecimal(share))
                .containsEntry("because", because(basis));
        assertThat(answer.totals().figures())
                .containsEntry("hhiLow", new BigDecimal(hhiLow))
                .containsEntry("hhiHigh", new BigDecimal(hhiHigh))
                .containsEntry("coverage", new BigDecimal(coverage));
    }

    private static Because because(String basis) {
        List<String> events = switch (basis) {
            case "DELIVERED" -> List.of("e1", "e3");
            case "OPEN" -> List.of("e0", "e1", "e3");
            default -> List.of("e0");
        };
        return new Because(events, events.size(), "/api/ledger/events?tag=vendor:dell");
    }

    @Test
    void stated_shares_speak_for_what_nobody_knows_and_not_for_what_may_have_come() {
        Answer answer = new Histories()
                .then(
                        "2024-06-19",
                        placed(
                                null,
                                dell(new Measures(800L, null, null, null, null, new BigDecimal("0.5"))),
                                smci(new Measures(800L, null, null, null, null, new BigDecimal("0.5")))))
                .then("2024-Q4", delivered("d-1", DELL_LOT, DELL, onlyRacks(400)))
                .by("2024-11-15")
                .ask(view, "basis", "OPEN");

        assertThat(row(answer, "dell").figures())
                .containsEntry("low", new BigDecimal("0.333333"))
                .containsEntry("high", new BigDecimal("0.500000"));
        assertThat(answer.totals().figures()).containsEntry("restsOnShares", false);
    }

    @Test
    void a_row_says_what_it_measures_and_what_it_rests_on() {
        Answer answer = worked().by("2025-02-01").ask(view);

        assertThat(row(answer, "dell").figures())
                .containsOnlyKeys(view.columns())
                .containsEntry("vendor", "dell")
                .containsEntry("basis", "COMMITTED")
                .containsEntry("measure", "racks")
                .containsEntry("unit", "racks")
                .containsEntry("amount", new BigDecimal("1150"))
                .containsEntry(
                        "because", new Because(List.of("e0", "e3", "e5"), 3, "/api/ledger/events?tag=vendor:dell"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"racks", "value"})
    void from_the_articles_alone_what_is_open_lies_with_dell(String measure) {
        Answer answer =
                articles().by("2024-12-01").ask(view, "basis", "OPEN", "programme", "ai-factory", "measure", measure);

        assertThat(figure(answer, "dell", "share")).isEqualTo(new BigDecimal("1.000000"));
        assertThat(figure(answer, "supermicro", "share")).isEqualTo(new BigDecimal("0.000000"));
        assertThat(answer.totals().figures()).containsEntry("hhi", new BigDecimal("10000.00"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"racks", "value"})
    void from_the_articles_alone_what_is_committed_has_bounds(String measure) {
        Answer answer = articles().by("2024-12-01").ask(view, "programme", "ai-factory", "measure", measure);

        assertThat(row(answer, "dell").figures())
                .containsEntry("amount", null)
                .containsEntry("share", null)
                .containsEntry("low", new BigDecimal("0.500000"))
                .containsEntry("high", new BigDecimal("1.000000"));
        assertThat(row(answer, "supermicro").figures())
                .containsEntry("low", new BigDecimal("0.000000"))
                .containsEntry("high", new BigDecimal("0.500000"));
        assertThat(answer.totals().figures())
                .containsEntry("hhi", null)
                .containsEntry("hhiLow", new BigDecimal("5000.00"))
                .containsEntry("hhiHigh", new BigDecimal("10000.00"))
                .containsEntry("coverage", new BigDecimal("0.000000"))
                .containsEntry("restsOnShares", true);
    }

    @Test
    void stated_shares_are_exact_before_the_shift_but_nobody_follows_the_deliveries() {
        assertThat(figure(articles().by("2024-06-30").ask(view), "dell", "share"))
                .isEqualTo(new BigDecimal("0.500000"));
        for (String basis : List.of("OPEN", "DELIVERED")) {
            assertThat(row(articles().by("2024-06-30").ask(view, "basis", basis), "dell")
                            .figures())
                    .containsEntry("share", null)
                    .containsEntry("low", new BigDecimal("0.000000"))
                    .containsEntry("high", new BigDecimal("1.000000"));
        }
    }

    @Test
    void a_shift_of_an_unknown_part_conserves_the_whole() {
        Answer answer = new Histories()
                .then("2024-06-19", placed(null, dell(onlyRacks(100)), smci(onlyRacks(300))))
                .then("2024-07", shifted(false, money("USD 5.00")))
                .by("2024-12-31")
                .ask(view);

        assertThat(row(answer, "dell").figures())
                .containsEntry("low", new BigDecimal("0.250000"))
                .containsEntry("high", new BigDecimal("1.000000"))
                .containsEntry("coverage", new BigDecimal("0.500000"));
        assertThat(row(answer, "supermicro").figures())
                .containsEntry("low", new BigDecimal("0.000000"))
                .containsEntry("high", new BigDecimal("0.750000"));
    }

    @Test
    void a_shift_of_an_unknown_part_leaves_the_share_of_others_exact() {
        Allocation hpe = new Allocation(new LotId("ord-1-hpe"), new PartyId("hpe"), onlyRacks(100));
        Answer answer = new Histories()
                .then("2024-06-19", placed(null, dell(onlyRacks(100)), smci(onlyRacks(300)), hpe))
                .then("2024-07", shifted(false, money("USD 5.00")))
                .by("2024-12-31")
                .ask(view);

        assertThat(figure(answer, "hpe", "share")).isEqualTo(new BigDecimal("0.200000"));
        assertThat(figure(answer, "dell", "high")).isEqualTo(new BigDecimal("0.800000"));
    }

    @Test
    void an_order_of_unknown_size_beside_a_known_one_may_be_any_part() {
        Answer answer = worked().then("2024-07", other("ord-2", "hpe", Measures.UNKNOWN))
                .by("2024-07-31")
                .ask(view);

        assertThat(row(answer, "hpe").figures())
                .containsEntry("low", new BigDecimal("0.000000"))
                .containsEntry("high", new BigDecimal("1.000000"));
        assertThat(row(answer, "dell").figures())
                .containsEntry("amount", new BigDecimal("800"))
                .containsEntry("share", null)
                .containsEntry("low", new BigDecimal("0.000000"))
                .containsEntry("high", new BigDecimal("0.500000"));
        assertThat(answer.totals().figures())
                .containsEntry("coverage", new BigDecimal("0.666667"))
                .containsEntry("unknownLots", 1L)
                .containsEntry("hhiLow", new BigDecimal("3333.33"))
                .containsEntry("hhiHigh", new BigDecimal("10000.00"));
    }

    @Test
    void currencies_are_never_added() {
        Histories two = worked().then("2024-07", other("ord-2", "dell", money("EUR 10.00")));
        Answer answer = two.by("2024-07-31").ask(view, "measure", "value");

        assertThat(answer.rows()).extracting(Row::key).containsExactly("dell:EUR", "dell:USD", "supermicro:USD");
        assertThat(row(answer, "dell:EUR").figures())
                .containsEntry("unit", "EUR")
                .containsEntry("amount", new BigDecimal("10.00"))
                .containsEntry("share", new BigDecimal("1.000000"));
        assertThat(answer.totals().figures()).containsEntry("hhi", null);
        assertThat((List<?>) answer.totals().figures().get("byCurrency"))
                .extracting(each -> ((Map<?, ?>) each).get("unit") + " " + ((Map<?, ?>) each).get("hhi"))
                .containsExactly("EUR 10000.00", "USD 5000.00");
        assertThat(two.by("2024-07-31")
                        .ask(view, "measure", "value", "currency", "EUR")
                        .rows())
                .extracting(Row::key)
                .containsExactly("dell");
    }

    @Test
    void a_question_is_narrowed_by_buyer_and_programme() {
        Histories both = articles().then("2024-07", other("ord-2", "hpe", racks(1)));

        assertThat(both.by("2024-07-31").ask(view, "programme", "ai-factory").rows())
                .extracting(Row::key)
                .containsExactly("dell", "supermicro");
        assertThat(both.by("2024-07-31").ask(view, "buyer", "tesla").rows())
                .extracting(Row::key)
                .containsExactly("hpe");
        assertThat(both.by("2024-07-31").ask(view, "buyer", "nobody").rows()).isEmpty();
    }

    @Test
    void of_nothing_there_are_no_shares() {
        Answer answer = worked().by("2024-06-30").ask(view, "basis", "DELIVERED");

        assertThat(row(answer, "dell").figures())
                .containsEntry("amount", BigDecimal.ZERO)
                .containsEntry("share", null)
                .containsEntry("low", null)
                .containsEntry("high", null);
        assertThat(answer.totals().figures()).containsEntry("hhi", null).containsEntry("band", null);
    }

    @Test
    void a_delivery_of_an_order_that_nobody_placed_counts_as_delivered() {
        Answer answer = new Histories()
                .then("2024-09-30", delivered("d-1", DELL_LOT, DELL, racks(30)))
                .then("2024-09-30", delivered("d-2", SMCI_LOT, SUPERMICRO, racks(10)))
                .by("2024-12-31")
                .ask(view, "basis", "DELIVERED", "buyer", XAI.value());

        assertThat(figure(answer, "dell", "share")).isEqualTo(new BigDecimal("0.750000"));
    }

    @Test
    void a_value_that_makes_no_sense_is_named() {
        assertThatThrownBy(() -> worked().by("2024-06-30").ask(view, "basis", "committed"))
                .isInstanceOfSatisfying(
                        BadQuestionException.class,
                        bad -> assertThat(bad.parameter()).isEqualTo("basis"));
        assertThatThrownBy(() -> worked().by("2024-06-30").ask(view, "measure", "share"))
                .isInstanceOfSatisfying(
                        BadQuestionException.class,
                        bad -> assertThat(bad.parameter()).isEqualTo("measure"));
    }

    private static ServerOrderPlaced other(String order, String vendor, Measures measures) {
        return new ServerOrderPlaced(
                new OrderId(order),
                new PartyId("tesla"),
                null,
                null,
                List.of(new Allocation(new LotId(order + "-lot"), new PartyId(vendor), measures)));
    }

    private static Row row(Answer answer, String key) {
        return answer.rows().stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    private static Object figure(Answer answer, String key, String name) {
        return row(answer, key).figures().get(name);
    }
}
