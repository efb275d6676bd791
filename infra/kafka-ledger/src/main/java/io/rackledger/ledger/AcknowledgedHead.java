package io.rackledger.ledger;

import io.rackledger.format.Head;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** How far a ledger is acknowledged: one thread moves it on, any number read it, wait for it or are called back. Thread-safe. */
final class AcknowledgedHead {
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<Runnable> callbacks = new CopyOnWriteArraySet<>();
    private volatile Head head;
    private volatile boolean closed;

    AcknowledgedHead(Head head) {
        this.head = head;
    }

    Head get() {
        return head;
    }

    /** Called by the one thread that moves it; callbacks run on that thread. */
    void moveTo(Head next) {
        if (next.equals(head)) {
            return;
        }
        head = next;
        wake();
        callbacks.forEach(Runnable::run);
    }

    /** Waits at most so long until there are more than {@code size} events, or it is closed. */
    void awaitMoreThan(long size, Duration limit) throws InterruptedException {
        long nanos = limit.toNanos();
        lock.lock();
        try {
            while (head.size() <= size && nanos > 0 && !closed) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The returned action takes the callback out again. */
    Runnable onMove(Runnable callback) {
        callbacks.add(callback);
        return () -> callbacks.remove(callback);
    }

    /** Nobody waits any more. */
    void close() {
        closed = true;
        wake();
    }

    private void wake() {
        lock.lock();
        try {
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
