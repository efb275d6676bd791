package io.rackledger.query.order;

import static io.rackledger.query.fold.Histories.articles;
import static io.rackledger.query.fold.Histories.worked;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Quantities;
import io.rackledger.query.fold.Row;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrdersViewTest {
    private final OrdersView view = new OrdersView();

    @Test
    void an_order_is_told_in_one_row() {
        Answer answer = worked().by("2025-02-01").ask(view);

        assertThat(answer.rows()).hasSize(1);
        assertThat(answer.rows().getFirst().figures())
                .containsOnlyKeys(view.columns())
                .containsEntry("order", "ord-1")
                .containsEntry("buyer", "xai")
                .containsEntry("programme", null)
                .containsEntry("placedOn", "2024-06-19")
                .containsEntry("ordered", racks(1600, "12000000000.00"))
                .containsEntry("delivered", racks(1100, "8250000000.00"))
                .containsEntry("cancelled", racks(50, "375000000.00"))
                .containsEntry("open", racks(450, "3375000000.00"))
                .containsEntry("openUnknown", false)
                .containsEntry("coverage", new BigDecimal("1.000000"))
                .containsEntry("vendors", List.of("dell", "supermicro"))
                .containsEntry("lots", 3L)
                .containsEntry(
                        "because",
                        new Because(
                                List.of("e0", "e1", "e2", "e3", "e4", "e5"), 6, "/api/ledger/events?tag=order:ord-1"));
    }

    @Test
    void an_order_of_unknown_size_is_not_one_of_nothing() {
        assertThat(articles().by("2024-12-01").ask(view).rows().getFirst().figures())
                .containsEntry("ordered", new Quantities(null, null, null, null, null))
                .containsEntry("open", new Quantities(null, null, null, null, null))
                .containsEntry("openUnknown", true);
    }

    @Test
    void a_question_is_narrowed() {
        assertThat(worked().by("2025-02-01").ask(view, "vendor", "dell").rows()).hasSize(1);
        assertThat(worked().by("2025-02-01").ask(view, "vendor", "hpe").rows()).isEmpty();
        assertThat(worked().by("2025-02-01").ask(view, "buyer", "tesla").rows()).isEmpty();
        assertThat(articles()
                        .by("2025-02-01")
                        .ask(view, "programme", "ai-factory")
                        .rows())
                .extracting(Row::key)
                .containsExactly("ord-1");
    }

    private static Quantities racks(long racks, String value) {
        return new Quantities(racks, null, racks * 64, null, new Amount(value, "USD"));
    }
}
