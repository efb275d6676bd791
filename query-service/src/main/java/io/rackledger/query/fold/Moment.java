package io.rackledger.query.fold;

import io.rackledger.events.Truth;
import java.time.Instant;

/** An instant that may lie within the time in which something may have happened. */
record Moment(Instant instant) {
    static Moment of(Instant instant) {
        return new Moment(instant);
    }

    /** Whether a movement may have happened by then or not. */
    boolean splits(Movement movement) {
        return movement.by(instant) == Truth.POSSIBLE;
    }

    boolean splitsAny(OrderState order) {
        return order.settled().isAfter(instant) && order.movements().stream().anyMatch(this::splits);
    }
}
