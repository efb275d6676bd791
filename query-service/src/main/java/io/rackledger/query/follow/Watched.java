package io.rackledger.query.follow;

import org.jspecify.annotations.Nullable;

/**
 * A replay as it is now.
 *
 * @param perSecond events folded each second since this process took it up
 * @param asked     what it was asked for and hasn't done yet; null if nothing
 */
public record Watched(Replay replay, double perSecond, ReplayState.@Nullable Asked asked) {
    /** How long it will take from here; null if nobody can tell. */
    public @Nullable Double secondsLeft() {
        boolean runs = replay.state() == ReplayState.RUNNING && perSecond > 0;
        return runs ? Math.max(0, replay.total() - replay.done()) / perSecond : null;
    }
}
