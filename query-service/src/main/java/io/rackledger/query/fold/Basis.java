package io.rackledger.query.fold;

import io.rackledger.query.fold.Movement.Kind;
import java.util.EnumSet;
import java.util.Set;

/** Which part of an order counts. */
public enum Basis {
    /** As placed, whatever became of it. */
    AWARDED(EnumSet.of(Kind.ORDERED, Kind.RAISED, Kind.LOWERED)),
    /** Net of shifts and cancellations. */
    COMMITTED(EnumSet.complementOf(EnumSet.of(Kind.DELIVERED))),
    /** Committed and not delivered. */
    OPEN(EnumSet.allOf(Kind.class)),
    /** As recorded. */
    DELIVERED(EnumSet.of(Kind.DELIVERED));

    private final Set<Kind> makers;

    Basis(Set<Kind> makers) {
        this.makers = makers;
    }

    /** Whether movements of that kind make an amount what it is. */
    boolean restsOn(Kind kind) {
        return makers.contains(kind);
    }
}
