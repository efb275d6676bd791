package io.rackledger.query.serve;

import io.rackledger.query.fold.Difference;
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
    private final long changes;
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

    private Frame(long number, long changes, Views.Answered answered) {
        this.told = new Told(number, Frames.Id.of(answered), answered.validAsOf());
        this.changes = changes;
        this.answered = answered;
    }

    /** The first of its channel. */
    static Frame first(Views.Answered answered) {
        return new Frame(0, 0, answered);
    }

    /** What follows when this is answered; this, if it is the same. */
    Frame followedBy(Views.Answered next) {
        Frames.Id id = Frames.Id.of(next);
        boolean sameRows = told.id().leadsTo(id)
                && Difference.between(answered.answer(), next.answer()).isNone();
        return sameRows && told.id().equals(id)
                ? this
                : new Frame(told.number() + 1, changes + (sameRows ? 0 : 1), next);
    }

    /** Whether it has rows that an earlier one hadn't; if not, only the ledger went on. */
    boolean changes(Frame before) {
        return changes > before.changes;
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
