package io.rackledger.command.axon;

import io.rackledger.events.Event;
import io.rackledger.events.wire.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.jspecify.annotations.Nullable;

/** What a handler came to, before it is known where its events stand. */
sealed interface Verdict {
    /** Decided now: these events are to be appended, or in a dry run would be. */
    record Decided(List<EventMessage> events, ProcessingContext context) implements Verdict {
        List<Handled.Led> led(@Nullable Long firstPosition) {
            List<Handled.Led> led = new ArrayList<>();
            for (EventMessage message : events) {
                Event event = (Event) Objects.requireNonNull(message.payload());
                led.add(new Handled.Led(
                        message.identifier(),
                        EventType.of(event).qualifiedName(),
                        firstPosition == null ? null : firstPosition + led.size(),
                        event));
            }
            return led;
        }
    }

    /** Known without appending anything. */
    record Known(Handled handled, ProcessingContext context) implements Verdict {}
}
