package io.rackledger.query.serve;

import java.time.Duration;

/** When a channel looks whether its answer changed, and when it tells so. For the channel's thread alone. */
final class Rhythm {
    /** All channels together answer for a quarter of the time, as far as no rest is longer than a pause for that. */
    private static final int REST_PER_ANSWER = 4;

    private final Pace pace;
    private long toldAt = System.nanoTime();
    private long changedAt = toldAt;

    /**
     * How often subscribers are told.
     *
     * @param look    between two answers, at least; the more there is to answer, the longer, up to a pause
     * @param pause   between two frames that change a row, at least
     * @param advance from any frame to one that says how far the ledger is, and changes no row, at least
     * @param silence after which a heartbeat is sent, and the passing of time is looked at
     */
    record Pace(Duration look, Duration pause, Duration advance, Duration silence) {
        static final Pace DEFAULT =
                new Pace(Duration.ofMillis(10), Duration.ofMillis(200), Duration.ofSeconds(1), Duration.ofSeconds(10));
    }

    Rhythm(Pace pace) {
        this.pace = pace;
    }

    /** How long to rest after an answer, as long as that took, with so many channels. */
    long nanosToRest(long nanosToAnswer, int channels) {
        long rest = REST_PER_ANSWER * channels * nanosToAnswer;
        return Math.clamp(rest, pace.look().toNanos(), pace.pause().toNanos());
    }

    /** How much too early it is for a frame; not positive once it is due. */
    Duration early(boolean changes) {
        long due = changes
                ? changedAt + pace.pause().toNanos()
                : toldAt + pace.advance().toNanos();
        return Duration.ofNanos(due - System.nanoTime());
    }

    /** A frame was told. */
    void told(boolean changes) {
        toldAt = System.nanoTime();
        changedAt = changes ? toldAt : changedAt;
    }
}
