package io.rackledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A span of time from {@code from} on, up to but without {@code to}.
 *
 * @param from null where nobody says when it begins
 * @param to   null where it is open
 */
public record Period(@Nullable ValidTime from, @Nullable ValidTime to) {
    public Period {
        if (from != null && to != null && to.before(from) == Truth.YES) {
            throw new IllegalArgumentException("to must not lie before from");
        }
    }
}
