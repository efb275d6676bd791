package io.rackledger.peer.axon4;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happened: the fields that the benchmark's history has, with the day on which it happened. */
@JsonInclude(JsonInclude.Include.NON_NULL)
sealed interface HistoryEvent {
    /** The id of what it is about. */
    @JsonIgnore
    String aggregate();

    /** The day on which it happened. */
    LocalDate on();

    /** The class of an event, by its name in the history; null for one that says nothing of orders. */
    static @Nullable Class<? extends HistoryEvent> named(String name) {
        return switch (name) {
            case "party-registered" -> PartyRegistered.class;
            case "programme-defined" -> ProgrammeDefined.class;
            case "server-order-placed" -> OrderPlaced.class;
            case "order-shifted-to-vendor" -> OrderShifted.class;
            case "delivery-recorded" -> Delivered.class;
            case "order-cancelled" -> OrderCancelled.class;
            default -> null;
        };
    }

    /** Something that says nothing of orders, of which the history has few: read and handled by nobody. */
    record Elsewhere(String name, Map<String, Object> body, LocalDate on) implements HistoryEvent {
        @Override
        public String aggregate() {
            return name;
        }
    }

    record PartyRegistered(
            String party, String legalName, List<String> roles, Map<String, String> identifiers, LocalDate on)
            implements HistoryEvent {
        @Override
        public String aggregate() {
            return party;
        }
    }

    record ProgrammeDefined(String programme, String owner, String name, long targetGpus, LocalDate on)
            implements HistoryEvent {
        @Override
        public String aggregate() {
            return programme;
        }
    }

    record OrderPlaced(String order, String buyer, String programme, List<Allocation> allocations, LocalDate on)
            implements HistoryEvent {
        @Override
        public String aggregate() {
            return order;
        }
    }

    record OrderShifted(
            String order,
            String buyer,
            String programme,
            String from,
            String to,
            String lot,
            List<Moved> moved,
            Measures measures,
            boolean allOpen,
            String reason,
            LocalDate on)
            implements HistoryEvent {
        @Override
        public String aggregate() {
            return order;
        }
    }

    record Delivered(
            String delivery,
            String order,
            String buyer,
            String programme,
            String lot,
            String vendor,
            Measures measures,
            LocalDate on)
            implements HistoryEvent {
        @Override
        public String aggregate() {
            return order;
        }
    }

    record OrderCancelled(
            String order,
            String buyer,
            String programme,
            String lot,
            String vendor,
            Measures measures,
            boolean allOpen,
            String reason,
            LocalDate on)
            implements HistoryEvent {
        @Override
        public String aggregate() {
            return order;
        }
    }

    /** A part of an order, with the vendor it is placed with. */
    record Allocation(String lot, String vendor, Measures measures) {}

    /** What a shift took from a part of an order. */
    record Moved(String lot, Measures measures) {}

    /** How much of something; what nobody said is null. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Measures(
            @Nullable Long racks,
            @Nullable Long servers,
            @Nullable Long gpus,
            @Nullable Money value) {}

    /** An amount of money. */
    record Money(BigDecimal amount, String currency) {}
}
