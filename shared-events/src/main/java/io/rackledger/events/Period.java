package io.rackledger.events;

import org.jspecify.annotations.Nullable;

/** A span of time from {@code from} on, up to but without {@code to}; open where {@code to} is absent. */
public record Period(ValidTime from, @Nullable ValidTime to) {
    public Period {
        if (to != null && to.before(from) == Truth.YES) {
            throw new IllegalArgumentException("to must not lie before from");
        }
    }
}
