package io.rackledger.query.follow;

import io.rackledger.query.follow.ReplayState.Asked;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A replay in this process: one thread, for as long as there is something to do, which alone builds, writes and swaps;
 * and who watches it or asks it for something. {@link ReplayState} has the transitions. Thread-safe.
 */
final class ReplayRun {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayRun.class);
    private static final Duration IDLE = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final int TRIES = 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final ReplayWork work;
    private final Clock clock;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private volatile Replay replay;
    private @Nullable Asked asked;
    private @Nullable Thread thread;
    private volatile boolean closed;
    private volatile long startedNanos = System.nanoTime();
    private volatile long startedDone;

    ReplayRun(Replay replay, ReplayWork work, Clock clock) {
        this.replay = replay;
        this.work = work;
        this.clock = clock;
    }

    /** Takes it up where its last checkpoint is, if there is something to do. */
    void start() {
        lock.lock();
        try {
            if (replay.state().isLively()) {
                startThread();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Learns what another process made of it. */
    ReplayRun knowing(Replay onRecord) {
        lock.lock();
        try {
            if (thread == null && onRecord.changedAt().isAfter(replay.changedAt())) {
                replay = onRecord;
            }
            return this;
        } finally {
            lock.unlock();
        }
    }

    private void startThread() {
        if (thread == null && !closed) {
            startedNanos = System.nanoTime();
            startedDone = replay.done();
            thread = Thread.ofPlatform().name("replay-" + replay.id()).start(this::run);
        }
    }

    Watched watched() {
        lock.lock();
        try {
            double seconds = (System.nanoTime() - startedNanos) / NANOS_PER_SECOND;
            double perSecond = thread == null || seconds <= 0 ? 0 : (replay.done() - startedDone) / seconds;
            return new Watched(replay, perSecond, asked);
        } finally {
            lock.unlock();
        }
    }

    /** As it is once it differs from what is known, or the limit has passed. */
    Watched awaitChange(Replay known, Duration limit) throws InterruptedException {
        long nanos = limit.toNanos();
        lock.lock();
        try {
            while (replay == known && nanos > 0 && !closed) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
        return watched();
    }

    /**
     * Asks it for something and waits until it is done, or a limit has passed.
     *
     * @throws ReplayRefusedException if its state doesn't allow that
     */
    Watched ask(Asked what) throws InterruptedException {
        long nanos = ANSWER_LIMIT.toNanos();
        lock.lock();
        try {
            refuseUnless(ReplayState.allowing(what).contains(replay.state()), what);
            refuseUnless(asked == null || asked == what, what);
            asked = what;
            startThread();
            changed.signalAll();
            while (asked == what && nanos > 0 && !closed) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
        return watched();
    }

    private void refuseUnless(boolean allowed, Asked what) {
        if (!allowed) {
            String now = asked == null ? replay.state().name() : replay.state() + " and asked to " + asked;
            throw new ReplayRefusedException(
                    replay, "replay " + replay.id() + " is " + now + ", which does not allow to " + what);
        }
    }

    private void run() {
        int failures = 0;
        boolean moved = false;
        while (stays()) {
            try {
                if (moved) {
                    learn(failures < TRIES);
                    moved = false;
                } else {
                    turn();
                    failures = 0;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                closed = true;
            } catch (PositionMovedException e) {
                LOG.info("Another process was first: {}", e.getMessage());
                moved = true;
                failures++;
            } catch (IllegalStateException e) {
                fail(e);
            } catch (RuntimeException e) {
                failures++;
                LOG.warn("Replay {} waits, {} of {} times: {}", replay.id(), failures, TRIES, e.getMessage(), e);
                if (failures >= TRIES) {
                    fail(e);
                }
                idle(RETRY);
            }
        }
    }

    /** Reads what another process made of it; what was asked is tried again if that still makes sense. */
    private void learn(boolean again) {
        Replay known = work.known(replay);
        Asked now = asked();
        tell(known, now == null || !again || !ReplayState.allowing(now).contains(known.state()));
    }

    /** Whether there is something to do; else the thread ends. */
    private boolean stays() {
        lock.lock();
        try {
            boolean stays = !closed && (asked != null || replay.state().isLively());
            if (!stays) {
                thread = null;
                changed.signalAll();
            }
            return stays;
        } finally {
            lock.unlock();
        }
    }

    private void turn() throws InterruptedException {
        if (!work.isPossible()) {
            idle(IDLE);
            return;
        }
        Asked now = asked();
        if (now != null) {
            tell(work.obey(now, replay, clock.instant()), true);
            return;
        }
        Replay next = work.goOn(replay, clock.instant());
        if (next == replay) {
            idle(IDLE);
        } else {
            tell(next, false);
        }
    }

    private @Nullable Asked asked() {
        lock.lock();
        try {
            return asked;
        } finally {
            lock.unlock();
        }
    }

    private void tell(Replay next, boolean answered) {
        lock.lock();
        try {
            replay = next;
            if (answered) {
                asked = null;
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A replay that builds fails; another stays what it was, and tells why it couldn't do what it was asked for. */
    private void fail(RuntimeException e) {
        LOG.error("Replay {} of view '{}' failed while {}", replay.id(), replay.view(), replay.state(), e);
        String because = String.valueOf(e.getMessage());
        tell(
                replay.state().isLively()
                        ? work.fail(replay, because, clock.instant())
                        : replay.in(replay.state(), because),
                true);
    }

    /** Waits unless it is asked for something. */
    private void idle(Duration limit) {
        lock.lock();
        try {
            if (asked == null && !closed) {
                changed.awaitNanos(limit.toNanos());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** Lets the thread keep what it built, and end. */
    void close() throws InterruptedException {
        closed = true;
        lock.lock();
        Thread last;
        try {
            changed.signalAll();
            last = thread;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            last.join(CLOSE_LIMIT);
        }
    }
}
