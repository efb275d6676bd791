package io.rackledger.query.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.AnomalyFlagged;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.fold.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnomaliesViewTest {
    private final AnomaliesView view = new AnomaliesView();
    private final Histories history = new Histories()
            .then("2024-11-18", flagged("vendor-blocked", false, "order"))
            .then("2024-11-19", flagged("plan-late", true, "case"));

    private static AnomalyFlagged flagged(String rule, boolean possible, String kind) {
        return new AnomalyFlagged(rule, possible, "because of " + rule, List.of(new Tag(kind, "one")));
    }

    @Test
    void what_was_taken_against_a_rule_is_told_with_its_command_the_latest_first() {
        assertThat(history.by("2025-01-01").ask(view).rows())
                .extracting(Row::key)
                .containsExactly("e1", "e0");
        assertThat(history.by("2025-01-01").ask(view).rows().getLast().figures())
                .containsOnlyKeys(view.columns())
                .containsEntry("position", 0L)
                .containsEntry("command", "c0")
                .containsEntry("rule", "vendor-blocked")
                .containsEntry("possible", false)
                .containsEntry("reason", "because of vendor-blocked")
                .containsEntry("about", List.of("order:one"))
                .containsEntry("retracted", List.of())
                .containsEntry("because", new Because(List.of("e0"), 1, "/api/ledger/events?tag=command:c0"));
    }

    @Test
    void an_anomaly_is_marked_with_what_was_taken_back_of_its_command() {
        history.then("2025-01-01", new FactRetracted("c0.1", 7, List.of(), "the source withdrew it"));

        assertThat(history.by("2025-01-01").ask(view).rows())
                .extracting(row -> row.figures().get("retracted"))
                .containsExactly(List.of(), List.of("c0.1"));
        assertThat(history.by("2025-01-01").ask(view).rows().getLast().figures())
                .containsEntry("because", new Because(List.of("e0", "e2"), 2, "/api/ledger/events?tag=command:c0"));
    }

    @Test
    void a_fact_of_another_command_is_no_reason_to_mark_it() {
        history.then("2025-01-01", new FactRetracted("c0.1.1", 7, List.of(), "of the command c0.1"));

        assertThat(history.by("2025-01-01").ask(view).rows())
                .extracting(row -> row.figures().get("retracted"))
                .containsOnly(List.of());
    }

    @Test
    void a_question_is_narrowed_by_rule_and_by_what_it_is_about() {
        assertThat(history.by("2025-01-01").ask(view, "rule", "plan-late").rows())
                .extracting(Row::key)
                .containsExactly("e1");
        assertThat(history.by("2025-01-01").ask(view, "about", "order:one").rows())
                .extracting(Row::key)
                .containsExactly("e0");
        assertThat(history.by("2025-01-01")
                        .ask(view, "about", "order:two")
                        .totals()
                        .figures())
                .containsEntry("anomalies", 0L);
    }
}
