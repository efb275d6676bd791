package io.rackledger.load;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** So many requests are under way at any time: whoever gets an answer sends the next at once. */
public final class ClosedLoop {
    private static final int MOST_SAMPLES = 8_000_000;
    private static final long LIMIT_SECONDS = 60;

    private final Sender sender;
    private final long[] nanos = new long[MOST_SAMPLES];
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final CountDownLatch ended;
    private volatile boolean over;

    /** Sends a request; the future completes with its answer. */
    public interface Sender {
        CompletableFuture<?> send();
    }

    /**
     * What was reached.
     *
     * @param perSecond answers a second
     */
    public record Reached(double perSecond, Latencies latencies) {}

    private ClosedLoop(Sender sender, int inFlight) {
        this.sender = sender;
        this.ended = new CountDownLatch(inFlight);
    }

    /**
     * Runs it, and returns once the last answer has come.
     *
     * @param inFlight how many requests are under way at any time
     * @throws IllegalStateException if a request failed
     */
    public static Reached run(Sender sender, int inFlight, Duration duration) throws InterruptedException {
        ClosedLoop loop = new ClosedLoop(sender, inFlight);
        long begin = System.nanoTime();
        for (int i = 0; i < inFlight; i++) {
            Thread.ofVirtual().name("closed-loop-" + i).start(loop::next);
        }
        boolean failed = loop.ended.await(duration.toNanos(), TimeUnit.NANOSECONDS);
        int count = loop.answered.get();
        double seconds = (System.nanoTime() - begin) / 1e9;
        loop.over = true;
        if (failed || !loop.ended.await(LIMIT_SECONDS, TimeUnit.SECONDS) || loop.failure.get() != null) {
            throw new IllegalStateException("a request failed", loop.failure.get());
        }
        return new Reached(count / seconds, Latencies.of(Arrays.copyOf(loop.nanos, Math.min(count, MOST_SAMPLES))));
    }

    /** In turns where answers are there at once, however many: each within the one before would be too deep. */
    private void next() {
        while (!over) {
            long begin = System.nanoTime();
            CompletableFuture<?> answer = sent();
            if (!answer.isDone()) {
                answer.whenComplete((any, fault) -> {
                    answered(begin, fault);
                    next();
                });
                return;
            }
            answered(begin, fault(answer));
        }
        ended.countDown();
    }

    private CompletableFuture<?> sent() {
        try {
            return sender.send();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static @Nullable Throwable fault(CompletableFuture<?> done) {
        return switch (done.state()) {
            case FAILED -> done.exceptionNow();
            case CANCELLED -> new CancellationException();
            case SUCCESS, RUNNING -> null;
        };
    }

    private void answered(long begin, @Nullable Throwable fault) {
        int number = answered.getAndIncrement();
        if (number < MOST_SAMPLES) {
            nanos[number] = System.nanoTime() - begin;
        }
        if (fault != null) {
            failure.set(fault);
            over = true;
        }
    }
}
