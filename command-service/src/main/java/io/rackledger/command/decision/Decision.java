package io.rackledger.command.decision;

import io.rackledger.events.Event;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a decider says. A refusal is a value; an exception is a fault. */
public sealed interface Decision {
    /** It happens: these events, never none. */
    record Accepted(List<Event> events) implements Decision {
        public Accepted {
            events = List.copyOf(events);
            if (events.isEmpty()) {
                throw new IllegalArgumentException("a command that is accepted makes something happen");
            }
        }
    }

    /**
     * It does not happen.
     *
     * @param rule    the rule's stable name, part of the API
     * @param because for people
     */
    record Refused(String rule, String because) implements Decision {
        /** Rules by which a decider says that the command can't be understood, with the field that it is about. */
        private static final Map<String, String> MALFORMED =
                Map.of("lot-or-vendor-needed", "lot", "malformed-changes", "changes");

        /** The field that can't be understood even with all that was read, so that nothing goes on record; else null. */
        public @Nullable String malformedField() {
            return MALFORMED.get(rule);
        }
    }
}
