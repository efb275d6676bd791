package io.rackledger.query.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.CommandRefused;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.fold.Row;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalsViewTest {
    private final RefusalsView view = new RefusalsView();
    private final Histories history = new Histories()
            .then("2024-11-18", refused("shift-order-to-vendor", "exceeds-open"))
            .then(null, refused("place-server-order", "self-dealing"));

    private static CommandRefused refused(String name, String rule) {
        return new CommandRefused(name, rule, "because of " + rule, List.of(new Tag("order", rule)));
    }

    @Test
    void what_was_refused_is_told_with_its_rule_and_who_tried_the_latest_first() {
        assertThat(history.by("2025-01-01").ask(view).rows())
                .extracting(Row::key)
                .containsExactly("e1", "e0");
        assertThat(history.by("2025-01-01").ask(view).rows().getLast().figures())
                .containsOnlyKeys(view.columns())
                .containsEntry("position", 0L)
                .containsEntry("recordedAt", Instant.parse("2026-01-02T03:04:05Z"))
                .containsEntry("name", "shift-order-to-vendor")
                .containsEntry("command", "c0")
                .containsEntry("rule", "exceeds-open")
                .containsEntry("reason", "because of exceeds-open")
                .containsEntry("actor", "local")
                .containsEntry("about", List.of("order:exceeds-open"))
                .containsEntry("because", new Because(List.of("e0"), 1, "/api/ledger/events?tag=command:c0"));
    }

    @Test
    void a_question_is_narrowed() {
        assertOnly("e0", "rule", "exceeds-open");
        assertOnly("e1", "name", "place-server-order");
        assertOnly("e1", "about", "order:self-dealing");
        assertThat(history.by("2025-01-01").ask(view, "actor", "auditor").rows())
                .isEmpty();
    }

    private void assertOnly(String event, String parameter, String value) {
        assertThat(history.by("2025-01-01").ask(view, parameter, value).rows())
                .extracting(Row::key)
                .containsExactly(event);
    }
}
