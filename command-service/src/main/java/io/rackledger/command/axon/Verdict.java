package io.rackledger.command.axon;

import io.rackledger.events.Recorded;
import io.rackledger.events.wire.EventType;
import io.rackledger.ledger.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.jspecify.annotations.Nullable;

/** What a handler came to, before it is known where its events stand. */
sealed interface Verdict {
    /**
     * Decided now: these events are to be appended, or in a dry run would be.
     *
     * @param keep what to do once they are
     */
    record Decided(List<Recorded> drafts, Consumer<Outcome.Appended> keep, ProcessingContext context)
            implements Verdict {
        List<Handled.Led> led(@Nullable Long firstPosition) {
            List<Handled.Led> led = new ArrayList<>();
            for (Recorded draft : drafts) {
                led.add(new Handled.Led(
                        draft.id(),
                        EventType.of(draft.event()).qualifiedName(),
                        firstPosition == null ? null : firstPosition + led.size(),
                        draft.event()));
            }
            return led;
        }
    }

    /** Known without appending anything. */
    record Known(Handled handled, ProcessingContext context) implements Verdict {}
}
