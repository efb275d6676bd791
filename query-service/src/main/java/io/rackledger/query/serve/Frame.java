package io.rackledger.query.serve;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * One answer of a channel, and the texts that lead to it from what subscribers were told before, each written once for
 * all of them. Thread-safe.
 */
final class Frame {
    /** From how many other answers the way to this one is remembered; the next ones are worked out for one alone. */
    private static final int MOST_TEXTS = 64;

    private static final String SNAPSHOT = "snapshot";

    private final Told told;
    private final Views.Answered answered;
    private final ConcurrentMap<Object, byte[]> texts = new ConcurrentHashMap<>();
    private final CountDownLatch replaced = new CountDownLatch(1);

    /**
     * What a subscriber has: little enough to be kept for each of them, and all that is needed to answer anew what it was
     * told.
     *
     * @param number of the frame in its channel
     */
    record Told(long number, Frames.Id id, Instant validAsOf) {}

    Frame(long number, Views.Answered answered) {
        this.told = new Told(number, Frames.Id.of(answered), answered.validAsOf());
        this.answered = answered;
    }

    Told told() {
        return told;
    }

    Views.Answered answered() {
        return answered;
    }

    /** The whole. */
    byte[] snapshot(Frames frames) {
        return text(SNAPSHOT, () -> frames.snapshot(answered));
    }

    /** What to tell those who have {@code from}. */
    byte[] text(Object from, Supplier<byte[]> work) {
        byte[] known = texts.get(from);
        if (known != null) {
            return known;
        }
        return texts.size() < MOST_TEXTS ? texts.computeIfAbsent(from, key -> work.get()) : work.get();
    }

    /** Waits until its channel goes on or ends, or the limit has passed; tells which. */
    boolean awaitReplaced(Duration limit) throws InterruptedException {
        return replaced.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Wakes those who wait; nobody is led here any more. */
    void replaced() {
        texts.clear();
        replaced.countDown();
    }
}
