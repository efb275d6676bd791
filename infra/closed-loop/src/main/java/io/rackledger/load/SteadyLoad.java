package io.rackledger.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Requests at a steady rate, however long each takes, on a thread of its own. Thread-safe. */
public final class SteadyLoad {
    private final ClosedLoop.Sender sender;
    private final int perSecond;
    private final long end;
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    private SteadyLoad(ClosedLoop.Sender sender, int perSecond, Duration duration) {
        this.sender = sender;
        this.perSecond = perSecond;
        this.end = System.nanoTime() + duration.toNanos();
        this.thread = Thread.ofPlatform().name("steady-load").daemon().unstarted(this::run);
    }

    /** Begins at once, and goes on for that long. */
    public static SteadyLoad begin(ClosedLoop.Sender sender, int perSecond, Duration duration) {
        SteadyLoad load = new SteadyLoad(sender, perSecond, duration);
        load.thread.start();
        return load;
    }

    private void run() {
        long begin = System.nanoTime();
        for (long i = 0; System.nanoTime() < end && failure == null; i++) {
            long due = begin + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            try {
                sender.send().whenComplete((answer, fault) -> failure = fault == null ? failure : fault);
            } catch (RuntimeException e) {
                failure = e;
            }
        }
    }

    /**
     * Returns once the last request was sent.
     *
     * @throws IllegalStateException if one failed, or it doesn't end within that time
     */
    public void await(Duration limit) throws InterruptedException {
        if (!thread.join(limit)) {
            throw new IllegalStateException("the load did not end within " + limit);
        }
        if (failure != null) {
            throw new IllegalStateException("a request failed under load", failure);
        }
    }
}
