package io.rackledger.query.order;

import io.rackledger.events.AnomalyFlagged;
import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.CommandRefused;
import io.rackledger.events.ContradictionRaised;
import io.rackledger.events.ContradictionResolved;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.FactCorrected;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.Measure;
import io.rackledger.events.Measures;
import io.rackledger.events.MoneyRange;
import io.rackledger.events.OrderCancelled;
import io.rackledger.events.OrderShiftedToVendor;
import io.rackledger.events.ProgrammeDefined;
import io.rackledger.events.Quantity;
import io.rackledger.events.QuantityRange;
import io.rackledger.events.ServerOrderAmended;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.Stated;
import io.rackledger.events.ValidTime;
import io.rackledger.events.wire.EventType;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Events of an order, and of what is around it, as plain sentences. */
public final class Words {
    private static final BigDecimal PERCENT = new BigDecimal(100);

    private Words() {}

    /** What happened, for people; of an event that is of no order, its name. */
    public static String of(Event event) {
        return switch (event) {
            case ProgrammeDefined e ->
                e.owner() + " defines the programme " + e.name()
                        + (e.targetGpus() == null ? "" : ", " + e.targetGpus() + " " + Measure.GPUS.unit());
            case ServerOrderPlaced e ->
                e.buyer() + " orders from "
                        + e.allocations().stream()
                                .map(allocation -> allocation.vendor() + " (" + of(allocation.measures()) + ")")
                                .collect(Collectors.joining(" and "));
            case OrderShiftedToVendor e ->
                (e.allOpen() ? "All that is open, " + of(e.measures()) + "," : of(e.measures())) + " moves from "
                        + e.from() + " to " + e.to() + stated(e.stated()) + because(e.reason());
            case ServerOrderAmended e ->
                "Lot " + e.lot() + " at " + e.vendor() + " is to bring " + of(e.measures()) + " from now on";
            case DeliveryRecorded e ->
                e.vendor() + " delivers " + of(e.measures()) + " of lot " + e.lot()
                        + (e.facility() == null ? "" : " to " + e.facility());
            case OrderCancelled e ->
                (e.allOpen() ? "All that is open, " + of(e.measures()) + "," : of(e.measures())) + " of lot " + e.lot()
                        + " at " + e.vendor() + " is cancelled" + because(e.reason());
            case FactCorrected e ->
                "What was recorded at position " + e.position() + " reads otherwise now: " + of(e.corrected())
                        + at(e.validAt()) + because(e.reason());
            case FactRetracted e ->
                "What was recorded at position " + e.position() + " is taken back" + because(e.reason());
            case ClaimRecorded e -> "Of " + e.subject() + " it is said, on " + e.attribute() + ": " + claimed(e);
            case ContradictionRaised e -> "What is said on " + e.attribute() + " disagrees: " + e.because();
            case ContradictionResolved e -> "It is settled what holds on " + e.attribute() + ": " + e.rationale();
            case AnomalyFlagged e -> (e.possible() ? "Possibly against " : "Against ") + e.rule() + ": " + e.because();
            case CommandRefused e -> e.name() + " was refused by " + e.rule() + ": " + e.because();
            default -> EventType.of(event).wireName();
        };
    }

    private static String claimed(ClaimRecorded claim) {
        Quantity value = claim.value();
        QuantityRange range = claim.range();
        List<String> words = new ArrayList<>();
        if (value != null) {
            words.add(value.amount().toPlainString() + " " + value.unit());
        }
        if (range != null) {
            words.add(of(range) + " " + range.unit());
        }
        if (claim.text() != null) {
            words.add(claim.text());
        }
        return words.isEmpty() ? "nothing in particular" : String.join(", ", words);
    }

    private static String of(QuantityRange range) {
        BigDecimal low = range.low();
        BigDecimal high = range.high();
        if (low == null || high == null) {
            return low == null ? "at most " + high : "at least " + low;
        }
        return low.toPlainString() + " to " + high.toPlainString();
    }

    private static String at(@Nullable ValidTime time) {
        return time == null ? "" : ", " + time.text();
    }

    private static String because(@Nullable String reason) {
        return reason == null ? "" : ": " + reason;
    }

    private static String stated(@Nullable Stated stated) {
        if (stated == null) {
            return "";
        }
        MoneyRange range = stated.range();
        if (range != null) {
            return ", stated as " + (range.low() == null ? "at most " + range.high() : from(range));
        }
        return stated.measures() == null ? "" : ", stated as " + of(stated.measures());
    }

    private static String from(MoneyRange range) {
        return range.high() == null ? "at least " + range.low() : range.low() + " to " + range.high();
    }

    /** Quantities in words, such as {@code 400 racks, 25600 GPUs, USD 3000000000.00}. */
    static String of(Measures measures) {
        List<String> words = new ArrayList<>();
        measures.known().forEach((measure, amount) -> words.add(of(measure, amount, measures)));
        return words.isEmpty() ? "an unknown quantity" : String.join(", ", words);
    }

    private static String of(Measure measure, BigDecimal amount, Measures measures) {
        return switch (measure) {
            case RACKS, SERVERS, GPUS, POWER_MW -> amount.toPlainString() + " " + measure.unit();
            case VALUE -> measures.currency() + " " + amount.toPlainString();
            case SHARE -> amount.multiply(PERCENT).stripTrailingZeros().toPlainString() + " %";
        };
    }
}
