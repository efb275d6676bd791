package io.rackledger.query.follow;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** The latest image, and those who wait for another. Thread-safe. */
final class Latest {
    private final Lock lock = new ReentrantLock();
    private final Condition published = lock.newCondition();
    private volatile Image image = Image.EMPTY;
    private volatile boolean closed;

    Image image() {
        return image;
    }

    void publish(Image next) {
        lock.lock();
        try {
            image = next;
            published.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The first image that is wanted; the latest one when the limit has passed, or nobody publishes any more. */
    Image await(Predicate<Image> wanted, Duration limit) throws InterruptedException {
        long nanos = limit.toNanos();
        lock.lock();
        try {
            while (!wanted.test(image) && nanos > 0 && !closed) {
                nanos = published.awaitNanos(nanos);
            }
            return image;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody waits any longer. */
    void close() {
        lock.lock();
        try {
            closed = true;
            published.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
