package io.rackledger.command.order;

import io.rackledger.events.Measure;
import io.rackledger.events.Measures;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a command takes from lots, oldest first. One stated measure leads: it says how much each lot gives, and the
 * others go by the same exact ratio. Where a lot doesn't know the measure that leads, it gives what is stated. Built
 * by {@link #of} and {@link #delivery}, read afterwards; confined to one decision.
 */
final class Taking {
    /** What one lot gives; a measure that is absent is unknown. */
    record Piece(Lot lot, Measures measures) {}

    private final List<Lot> lots;
    private final List<Piece> pieces = new ArrayList<>();
    private Truth exceeds = Truth.NO;
    private boolean disagrees;
    private @Nullable String notWhole;

    private Taking(List<Lot> lots) {
        this.lots = lots;
    }

    /** Takes an extent from lots that are open. */
    static Taking of(List<Lot> open, Extent extent) {
        Taking taking = new Taking(open);
        if (extent.measures() != null) {
            Measure lead = taking.lead(extent.measures());
            taking.fill(extent.measures(), lead);
            taking.agree(extent.measures(), lead);
        } else if (extent.isAll()) {
            open.forEach(lot -> taking.pieces.add(new Piece(lot, lot.open())));
        } else if (extent.fraction() != null) {
            taking.fraction(extent.fraction());
        }
        return taking;
    }

    /** Delivers from lots; what is stated stands, whatever the ratio. */
    static Taking delivery(List<Lot> lots, Measures stated) {
        Taking taking = new Taking(lots);
        if (stated.isUnknown()) {
            taking.exceeds = Truth.POSSIBLE;
            taking.pieces.add(new Piece(lots.getFirst(), stated));
        } else {
            Measure lead = taking.lead(stated);
            taking.fill(stated, lead);
            taking.spread(stated, lead);
        }
        return taking;
    }

    List<Piece> pieces() {
        return List.copyOf(pieces);
    }

    /** Whether more is asked for than is open. */
    Truth exceeds() {
        return exceeds;
    }

    /** Whether stated measures are in another ratio to one another than those of the lots. */
    boolean disagrees() {
        return disagrees;
    }

    /** What can't be split that way; null if nothing. */
    @Nullable
    String notWhole() {
        return notWhole;
    }

    /** Whether a lot gives something at a time before it was made. */
    Truth before(@Nullable ValidTime at) {
        return pieces.stream()
                .map(piece -> ValidTime.before(at, piece.lot().madeAt()))
                .reduce(Truth.NO, Truth::or);
    }

    private void fraction(BigDecimal fraction) {
        for (Lot lot : lots) {
            if (lot.open().isUnknown()) {
                exceeds = exceeds.or(Truth.POSSIBLE);
            }
            pieces.add(new Piece(lot, part(lot, fraction, BigDecimal.ONE)));
        }
    }

    /** Of what is stated above zero, the first that all lots know; else that one lot knows; else the first. */
    private Measure lead(Measures stated) {
        List<Measure> positive = stated.known().entrySet().stream()
                .filter(entry -> entry.getValue().signum() > 0)
                .map(Map.Entry::getKey)
                .toList();
        return positive.stream()
                .filter(measure -> lots.stream().allMatch(lot -> lot.openExactly(measure) != null))
                .findFirst()
                .or(() -> positive.stream()
                        .filter(measure -> lots.stream().anyMatch(lot -> lot.openExactly(measure) != null))
                        .findFirst())
                .orElseGet(positive::getFirst);
    }

    private void fill(Measures stated, Measure lead) {
        BigDecimal left = amount(stated, lead);
        for (Lot lot : lots) {
            BigDecimal most = lot.openAtMost(lead);
            BigDecimal taken = most == null ? left : left.min(most);
            if (taken.signum() == 0) {
                continue;
            }
            BigDecimal exactly = lot.openExactly(lead);
            if (exactly == null) {
                exceeds = exceeds.or(Truth.POSSIBLE);
                pieces.add(new Piece(lot, with(Measures.UNKNOWN, lead, taken, stated.currency())));
            } else {
                pieces.add(new Piece(lot, with(part(lot, taken, exactly), lead, taken, stated.currency())));
            }
            left = left.subtract(taken);
        }
        if (left.signum() > 0) {
            exceeds = Truth.YES;
        }
    }

    private Measures part(Lot lot, BigDecimal numerator, BigDecimal denominator) {
        try {
            return lot.open().part(numerator, denominator);
        } catch (ArithmeticException e) {
            notWhole = "lot '" + lot.id() + "' can't be split that way: " + e.getMessage();
            return Measures.UNKNOWN;
        }
    }

    /** What is stated beside the measure that leads must be what the lots give. */
    private void agree(Measures stated, Measure lead) {
        stated.known().forEach((measure, amount) -> {
            if (measure == lead || exceeds == Truth.YES || notWhole != null) {
                return;
            }
            BigDecimal rest = amount;
            List<Piece> without = new ArrayList<>();
            for (Piece piece : pieces) {
                BigDecimal part = piece.measures().amount(measure);
                if (part == null) {
                    without.add(piece);
                } else {
                    rest = rest.subtract(part);
                }
            }
            if (rest.signum() < 0 || (without.isEmpty() && rest.signum() > 0)) {
                disagrees = true;
            } else if (without.size() == 1) {
                give(without.getFirst(), measure, rest, stated.currency());
            } else if (!without.isEmpty()) {
                exceeds = exceeds.or(Truth.POSSIBLE);
            }
        });
    }

    /** What is stated beside the measure that leads fills the lots in turn, and the last takes the remainder. */
    private void spread(Measures stated, Measure lead) {
        stated.known().forEach((measure, amount) -> {
            if (measure == lead) {
                return;
            }
            BigDecimal left = amount;
            for (Piece piece : pieces()) {
                boolean last = piece.equals(pieces.getLast());
                BigDecimal open = piece.lot().openExactly(measure);
                if (!last && open == null) {
                    return;
                }
                BigDecimal part = last || open == null ? left : left.min(open);
                give(piece, measure, part, stated.currency());
                left = left.subtract(part);
            }
        });
    }

    private void give(Piece piece, Measure measure, BigDecimal amount, @Nullable CurrencyUnit currency) {
        Lot lot = piece.lot();
        BigDecimal most = lot.openAtMost(measure);
        if (most != null && amount.compareTo(most) > 0) {
            exceeds = Truth.YES;
        } else if (most != null && lot.openExactly(measure) == null) {
            exceeds = exceeds.or(Truth.POSSIBLE);
        }
        pieces.replaceAll(each ->
                each.lot().equals(lot) ? new Piece(lot, with(each.measures(), measure, amount, currency)) : each);
    }

    private static Measures with(
            Measures measures, Measure measure, BigDecimal amount, @Nullable CurrencyUnit currency) {
        Map<Measure, BigDecimal> more = new EnumMap<>(Measure.class);
        more.putAll(measures.known());
        more.put(measure, amount);
        return Measures.of(more, measures.currency() == null ? currency : measures.currency());
    }

    private static BigDecimal amount(Measures measures, Measure measure) {
        BigDecimal amount = measures.amount(measure);
        if (amount == null) {
            throw new IllegalStateException(measure.wireName() + " leads, but isn't stated");
        }
        return amount;
    }
}
