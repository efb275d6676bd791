package io.rackledger.command.decision;

import io.rackledger.events.Truth;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A sum of which some terms are in doubt; {@code most} is null where it has no bound. Immutable. */
public record Bounds(BigDecimal least, @Nullable BigDecimal most) {
    public static final Bounds ZERO = new Bounds(BigDecimal.ZERO, BigDecimal.ZERO);

    /** An amount that is known, or anything from nothing up where it is null. */
    public static Bounds of(@Nullable BigDecimal amount) {
        return new Bounds(amount == null ? BigDecimal.ZERO : amount, amount);
    }

    /** With an amount where it counts; null is one that nobody knows. */
    public Bounds plus(@Nullable BigDecimal amount, Truth counts) {
        return switch (counts) {
            case NO -> this;
            case POSSIBLE -> plus(new Bounds(BigDecimal.ZERO, amount));
            case YES -> plus(of(amount));
        };
    }

    /** Without an amount where that counts. */
    public Bounds minus(BigDecimal amount, Truth counts) {
        return switch (counts) {
            case NO -> this;
            case POSSIBLE -> plus(new Bounds(amount.negate(), BigDecimal.ZERO));
            case YES -> plus(new Bounds(amount.negate(), amount.negate()));
        };
    }

    public Bounds plus(Bounds other) {
        return new Bounds(least.add(other.least), most == null || other.most == null ? null : most.add(other.most));
    }

    /** Zero in place of what lies below it. */
    public Bounds atLeastZero() {
        return new Bounds(least.max(BigDecimal.ZERO), most == null ? null : most.max(BigDecimal.ZERO));
    }

    /** Whether it is above the limit; null is one that nobody knows. */
    public Truth above(@Nullable BigDecimal limit) {
        if (limit != null && least.compareTo(limit) > 0) {
            return Truth.YES;
        }
        return limit == null || most == null || most.compareTo(limit) > 0 ? Truth.POSSIBLE : Truth.NO;
    }

    public Truth below(BigDecimal amount) {
        if (most != null && most.compareTo(amount) < 0) {
            return Truth.YES;
        }
        return least.compareTo(amount) < 0 ? Truth.POSSIBLE : Truth.NO;
    }
}
