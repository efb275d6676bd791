package io.rackledger.query.programme;

import static io.rackledger.query.fold.Histories.DELL;
import static io.rackledger.query.fold.Histories.DELL_LOT;
import static io.rackledger.query.fold.Histories.ORDER;
import static io.rackledger.query.fold.Histories.PROGRAMME;
import static io.rackledger.query.fold.Histories.SECOND_LOT;
import static io.rackledger.query.fold.Histories.SMCI_LOT;
import static io.rackledger.query.fold.Histories.SUPERMICRO;
import static io.rackledger.query.fold.Histories.XAI;
import static io.rackledger.query.fold.Histories.articles;
import static io.rackledger.query.fold.Histories.cancelled;
import static io.rackledger.query.fold.Histories.delivered;
import static io.rackledger.query.fold.Histories.dell;
import static io.rackledger.query.fold.Histories.money;
import static io.rackledger.query.fold.Histories.placed;
import static io.rackledger.query.fold.Histories.racks;
import static io.rackledger.query.fold.Histories.shifted;
import static io.rackledger.query.fold.Histories.smci;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.rackledger.events.Allocation;
import io.rackledger.events.DeliveryId;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.FacilityId;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.OrderId;
import io.rackledger.events.ProgrammeDefined;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.programme.ProgrammesView.Count;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgrammesViewTest {
    private static final ProgrammeDefined DEFINED =
            new ProgrammeDefined(PROGRAMME, XAI, "Colossus", 102_400L, ValidTime.parse("2025"), new BigDecimal("0.8"));

    private final ProgrammesView view = new ProgrammesView();

    @Test
    void a_programme_is_told_with_its_target_and_what_became_of_its_orders() {
        Answer answer = worked().by("2025-02-01").ask(view);

        assertThat(answer.rows()).hasSize(1);
        assertThat(answer.rows().getFirst().figures())
                .containsOnlyKeys(view.columns())
                .containsEntry("programme", "ai-factory")
                .containsEntry("name", "Colossus")
                .containsEntry("owner", "xai")
                .containsEntry("targetGpus", 102_400L)
                .containsEntry("readyBy", "2025")
                .containsEntry("vendorShareCap", new BigDecimal("0.8"))
                .containsEntry("orderedRacks", exactly(1600))
                .containsEntry("committedRacks", exactly(1550))
                .containsEntry("deliveredRacks", exactly(1100))
                .containsEntry("orderedGpus", exactly(102_400))
                .containsEntry("committedGpus", exactly(99_200))
                .containsEntry("deliveredGpus", exactly(70_400))
                .containsEntry("orders", 1L)
                .containsEntry("coverage", new BigDecimal("1.000000"))
                .containsEntry(
                        "because",
                        new Because(
                                List.of("e0", "e1", "e2", "e3", "e4", "e5", "e6"),
                                7,
                                "/api/ledger/events?tag=programme:ai-factory"));
    }

    @Test
    void a_programme_without_orders_has_ordered_nothing() {
        assertThat(worked().by("2024-06-10").ask(view).rows().getFirst().figures())
                .containsEntry("orderedGpus", exactly(0))
                .containsEntry("orders", 0L)
                .containsEntry("coverage", null);
        assertThat(worked().by("2024-05-31").ask(view).rows()).isEmpty();
    }

    @Test
    void an_order_of_unknown_size_for_a_programme_that_nobody_defined_is_not_one_of_nothing() {
        assertThat(articles().by("2024-12-01").ask(view).rows().getFirst().figures())
                .containsOnlyKeys(view.columns())
                .containsEntry("name", null)
                .containsEntry("targetGpus", null)
                .containsEntry("orderedGpus", new Count(null, 0, null))
                .containsEntry("deliveredRacks", new Count(null, 0, null))
                .containsEntry("coverage", new BigDecimal("0.000000"));
    }

    @Test
    void money_is_told_by_currency_and_never_added_up() {
        Answer answer = worked().then(
                        "2024-07-01",
                        new ServerOrderPlaced(
                                new OrderId("ord-2"),
                                XAI,
                                PROGRAMME,
                                null,
                                List.of(new Allocation(new LotId("euros"), DELL, money("EUR 10.00")))))
                .by("2025-02-01")
                .ask(view);

        assertThat(answer.rows().getFirst().figures())
                .containsEntry(
                        "money",
                        List.of(
                                new Worth("EUR", sum("10.00"), sum("10.00"), sum("0"), sum("10.00")),
                                new Worth(
                                        "USD",
                                        sum("12000000000.00"),
                                        sum("11625000000.00"),
                                        sum("8250000000.00"),
                                        sum("3375000000.00"))));
        assertThat(articles().by("2024-12-01").ask(view).rows().getFirst().figures())
                .containsEntry("money", List.of());
    }

    @Test
    void what_was_delivered_is_told_by_facility_where_somebody_says_where_it_went() {
        Histories history = worked().then("2024-09-30", toFacility("d-8", "colossus-1", racks(100)))
                .then("2024-09-30", toFacility("d-9", "colossus-1", Measures.UNKNOWN))
                .then("2025-01", toFacility("d-10", "colossus-2", racks(50)));

        assertThat(history.by("2025-01-15").ask(view).rows().getFirst().figures())
                .containsEntry(
                        "facilities",
                        List.of(
                                new AtFacility(
                                        "colossus-1", new Count(null, 6400, null), new Count(null, 100, null), 2),
                                new AtFacility("colossus-2", new Count(null, 0, 3200L), new Count(null, 0, 50L), 1)));
        assertThat(history.by("2025-02-01")
                        .ask(view)
                        .rows()
                        .getFirst()
                        .figures()
                        .get("facilities"))
                .asInstanceOf(LIST)
                .last()
                .isEqualTo(new AtFacility("colossus-2", exactly(3200), exactly(50), 1));
        assertThat(worked().by("2025-02-01").ask(view).rows().getFirst().figures())
                .containsEntry("facilities", List.of());
    }

    private static DeliveryRecorded toFacility(String id, String facility, Measures measures) {
        return new DeliveryRecorded(
                new DeliveryId(id), ORDER, XAI, PROGRAMME, DELL_LOT, DELL, measures, new FacilityId(facility));
    }

    private static Worth.Sum sum(String amount) {
        return Worth.Sum.of(Bounds.exactly(new BigDecimal(amount)));
    }

    @Test
    void a_question_is_narrowed() {
        assertThat(worked().by("2025-02-01").ask(view, "owner", "xai").rows()).hasSize(1);
        assertThat(worked().by("2025-02-01").ask(view, "owner", "tesla").rows()).isEmpty();
        assertThat(worked().by("2025-02-01").ask(view, "programme", "stargate").rows())
                .isEmpty();
        assertThat(articles().by("2025-02-01").ask(view, "owner", "xai").rows()).isEmpty();
    }

    /** The worked history, for a programme. */
    private static Histories worked() {
        return new Histories()
                .then("2024-06-01", DEFINED)
                .then("2024-06-19", placed(PROGRAMME, dell(racks(800)), smci(racks(800))))
                .then("2024-09-30", delivered("d-1", DELL_LOT, DELL, racks(400)))
                .then("2024-09-30", delivered("d-2", SMCI_LOT, SUPERMICRO, racks(400)))
                .then("2024-11-18", shifted(true, racks(400)))
                .then("2024-12-31", delivered("d-3", DELL_LOT, DELL, racks(300)))
                .then("2025-01-31", cancelled(SECOND_LOT, DELL, racks(50)));
    }

    private static Count exactly(long count) {
        return new Count(count, count, count);
    }
}
