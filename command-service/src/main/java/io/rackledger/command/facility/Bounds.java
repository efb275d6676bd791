package io.rackledger.command.facility;

import io.rackledger.events.Truth;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A sum of which some terms are in doubt; {@code most} is null where it has no bound. */
record Bounds(BigDecimal least, @Nullable BigDecimal most) {
    static final Bounds ZERO = new Bounds(BigDecimal.ZERO, BigDecimal.ZERO);

    Bounds plus(@Nullable BigDecimal amount, Truth counts) {
        return switch (counts) {
            case NO -> this;
            case POSSIBLE -> plus(new Bounds(BigDecimal.ZERO, amount));
            case YES -> plus(new Bounds(amount == null ? BigDecimal.ZERO : amount, amount));
        };
    }

    Bounds minus(BigDecimal amount, Truth counts) {
        return switch (counts) {
            case NO -> this;
            case POSSIBLE -> plus(new Bounds(amount.negate(), BigDecimal.ZERO));
            case YES -> plus(new Bounds(amount.negate(), amount.negate()));
        };
    }

    Bounds plus(Bounds other) {
        return new Bounds(least.add(other.least), most == null || other.most == null ? null : most.add(other.most));
    }

    Bounds atLeastZero() {
        return new Bounds(least.max(BigDecimal.ZERO), most == null ? null : most.max(BigDecimal.ZERO));
    }

    Truth above(@Nullable BigDecimal limit) {
        if (limit != null && least.compareTo(limit) > 0) {
            return Truth.YES;
        }
        return limit == null || most == null || most.compareTo(limit) > 0 ? Truth.POSSIBLE : Truth.NO;
    }

    Truth below(BigDecimal amount) {
        if (most != null && most.compareTo(amount) < 0) {
            return Truth.YES;
        }
        return least.compareTo(amount) < 0 ? Truth.POSSIBLE : Truth.NO;
    }
}
