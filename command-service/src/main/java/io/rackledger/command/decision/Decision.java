package io.rackledger.command.decision;

import io.rackledger.events.Event;
import java.util.List;
import java.util.Set;

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
        /** Rules by which a decider says that the command itself can't be understood. */
        private static final Set<String> MALFORMED = Set.of("lot-or-vendor-needed");

        /** Whether the command can't be understood even with all that was read: nothing goes on record. */
        public boolean isMalformed() {
            return MALFORMED.contains(rule);
        }
    }
}
