package io.rackledger.query.supply;

import static io.rackledger.query.fold.Histories.DELL;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.PartyId;
import io.rackledger.events.Quantity;
import io.rackledger.events.Recorded;
import io.rackledger.events.SupplierLinked;
import io.rackledger.events.SupplierUnlinked;
import io.rackledger.events.SupplyDimension;
import io.rackledger.events.SupplyRate;
import io.rackledger.events.SupplyState;
import io.rackledger.events.SupplyStateReported;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.Suppliers;
import io.rackledger.query.fold.SuppliersState;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class SupplyViewTest {
    private static final PartyId WISTRON = new PartyId("wistron");
    private static final PartyId INVENTEC = new PartyId("inventec");
    private static final SupplyRate RATE =
            new SupplyRate(new Quantity(new BigDecimal(200), "rack"), SupplyRate.Per.MONTH);

    private final SupplyView view = new SupplyView();

    @Test
    void a_link_is_told_with_its_share_and_since_when_it_stands() {
        Answer answer = new Histories()
                .then("2024", linked(WISTRON, "0.6"))
                .then("2024", linked(INVENTEC, null))
                .by("2024-12-31")
                .ask(view);

        assertThat(answer.totals().figures())
                .containsEntry("links", 2L)
                .containsEntry("standingLinks", 2L)
                .containsEntry("coverage", new BigDecimal("0.500000"));
        assertThat(answer.rows().getFirst().figures())
                .containsOnlyKeys(view.columns())
                .containsEntry("supplier", "inventec")
                .containsEntry("share", null);
        assertThat(answer.rows().getLast().figures())
                .containsOnlyKeys(view.columns())
                .containsEntry("kind", "LINK")
                .containsEntry("supplier", "wistron")
                .containsEntry("customer", "dell")
                .containsEntry("component", "ASSEMBLY")
                .containsEntry("share", new BigDecimal("0.6"))
                .containsEntry("since", "2024")
                .containsEntry("until", null)
                .containsEntry("standing", "YES")
                .containsEntry("confidence", "CONFIRMED")
                .containsEntry("because", new Because(List.of("e0"), 1, "/api/ledger/events?tag=component:ASSEMBLY"));
    }

    @Test
    void a_link_stands_until_it_is_unlinked_and_possibly_where_the_date_falls_within_either_time() {
        Histories history =
                new Histories().then("2024-03", linked(WISTRON, "0.6")).then("2024-09", unlinked(WISTRON));

        assertThat(history.by("2024-02-29").ask(view).rows()).isEmpty();
        assertThat(standing(history, "2024-03-15")).containsExactly("POSSIBLE");
        assertThat(standing(history, "2024-03-31")).containsExactly("YES");
        assertThat(standing(history, "2024-09-15")).containsExactly("POSSIBLE");
        assertThat(standing(history, "2024-09-30")).containsExactly("NO");
        assertThat(history.by("2024-09-30").ask(view).rows().getFirst().figures())
                .containsEntry("until", "2024-09")
                .containsEntry(
                        "because", new Because(List.of("e0", "e1"), 2, "/api/ledger/events?tag=component:ASSEMBLY"));
    }

    @Test
    void a_link_that_nobody_dates_ends_all_the_same_and_may_be_linked_again() {
        Histories history = new Histories()
                .then(null, linked(WISTRON, "0.6"))
                .then("2024-09-30", unlinked(WISTRON))
                .then("2025-01-01", linked(WISTRON, "0.3"));

        assertThat(standing(history, "2024-06-30")).containsExactly("POSSIBLE");
        assertThat(standing(history, "2024-12-31")).containsExactly("NO");
        assertThat(standing(history, "2025-01-01")).containsExactly("NO", "YES");
    }

    @Test
    void a_customer_is_not_told_of_what_it_supplies_itself() {
        List<Recorded> recorded =
                new Histories().then("2024", linked(WISTRON, "0.6")).events();

        SuppliersState wistron = Suppliers.FOLD.fold(Suppliers.FOLD.initial(Tag.of(WISTRON)), recorded.getFirst());

        assertThat(wistron).isEqualTo(Suppliers.FOLD.initial(Tag.of(WISTRON)));
    }

    @Test
    void a_state_is_told_of_a_party_or_of_the_whole_market() {
        Answer answer = new Histories()
                .then(
                        "2024-11",
                        new SupplyStateReported(
                                INVENTEC, "Mexico", "B200", null, SupplyState.READY, RATE, ValidTime.parse("2025-Q1")))
                .then("2025", market(SupplyDimension.GPU, SupplyState.CONSTRAINED))
                .by("2025-06-30")
                .ask(view);

        assertThat(answer.totals().figures()).containsEntry("reports", 2L).containsEntry("coverage", null);
        assertThat(answer.rows()).extracting(Row::key).containsExactly("e1", "e0");
        assertThat(answer.rows().getFirst().figures())
                .containsOnlyKeys(view.columns())
                .containsEntry("kind", "STATE")
                .containsEntry("party", null)
                .containsEntry("dimension", "GPU")
                .containsEntry("state", "CONSTRAINED")
                .containsEntry("standing", "POSSIBLE")
                .containsEntry("because", new Because(List.of("e1"), 1, "/api/ledger/events?tag=dimension:GPU"));
        assertThat(answer.rows().getLast().figures())
                .containsEntry("party", "inventec")
                .containsEntry("site", "Mexico")
                .containsEntry("platform", "B200")
                .containsEntry("state", "READY")
                .containsEntry("rate", RATE)
                .containsEntry("readyFrom", "2025-Q1")
                .containsEntry("standing", "YES");
    }

    @Test
    void a_later_report_of_the_same_takes_the_place_of_an_earlier_one() {
        Histories history = new Histories()
                .then("2024-06", market(SupplyDimension.GPU, SupplyState.CONSTRAINED))
                .then("2024-06", market(SupplyDimension.POWER, SupplyState.CONSTRAINED))
                .then("2025-03", market(SupplyDimension.GPU, SupplyState.SPARE));

        assertThat(standing(history, "2024-12-31")).containsExactly("YES", "YES");
        assertThat(standing(history, "2025-03-15")).containsExactly("POSSIBLE", "POSSIBLE", "YES");
        assertThat(standing(history, "2025-03-31")).containsExactly("NO", "YES", "YES");
    }

    @Test
    void what_a_party_has_in_a_dimension_is_not_said_of_the_market() {
        SupplyStateReported report =
                new SupplyStateReported(INVENTEC, null, null, SupplyDimension.GPU, SupplyState.CONSTRAINED, null, null);
        Recorded recorded = new Histories().then("2024", report).events().getFirst();
        SupplyStatesState market = SupplyStates.FOLD.initial(Tag.dimension(SupplyDimension.GPU));

        assertThat(SupplyStates.FOLD.fold(market, recorded)).isEqualTo(market);
        assertThat(SupplyStates.FOLD.keysOf(recorded)).containsExactly(Tag.of(INVENTEC));
    }

    @Test
    void a_question_is_narrowed() {
        Histories history = new Histories()
                .then("2024", linked(WISTRON, "0.6"))
                .then("2024", new SupplierLinked(DELL, new PartyId("xai"), "SERVER", null))
                .then("2024", market(SupplyDimension.GPU, SupplyState.CONSTRAINED));

        assertThat(history.by("2024-12-31").ask(view, "party", "dell").rows())
                .extracting(Row::key)
                .containsExactly("e0", "e1");
        assertThat(history.by("2024-12-31").ask(view, "component", "ASSEMBLY").rows())
                .extracting(Row::key)
                .containsExactly("e0");
    }

    private List<Object> standing(Histories history, String day) {
        return history.by(day).ask(view).rows().stream()
                .map(row -> row.figures().get("standing"))
                .toList();
    }

    private static SupplierLinked linked(PartyId supplier, String share) {
        return new SupplierLinked(supplier, DELL, "ASSEMBLY", share == null ? null : new BigDecimal(share));
    }

    private static SupplierUnlinked unlinked(PartyId supplier) {
        return new SupplierUnlinked(supplier, DELL, "ASSEMBLY");
    }

    private static SupplyStateReported market(SupplyDimension dimension, SupplyState state) {
        return new SupplyStateReported(null, null, null, dimension, state, null, null);
    }
}
