package io.rackledger.query.follow;

import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.query.fold.Fold;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what was folded into the tables, behind what is served: on a thread of its own, one write at a time, and what is
 * folded meanwhile goes with the next. So nobody who waits for an image waits for a database, and an entity that several
 * batches touch is written once. Where several followers share the tables, the position in them is the guard. What looks or ends,
 * {@link #trouble}, {@link #isMoved} and {@link #close}, is for anybody; all else for whoever has the turn.
 *
 * <pre>
 * state   | when                                        | next
 * --------+---------------------------------------------+-----------------------------------------------
 * IDLE    | something that is offered isn't written     | WRITING
 * IDLE    | somebody asks that all be written now       | IDLE, when that is done
 * WRITING | it is written                               | IDLE, and rests a little
 * WRITING | the database can't be reached               | WRITING, it is tried again after a pause
 * WRITING | another follower moved the position         | MOVED: nothing more is written
 * MOVED   | what the tables know was loaded             | IDLE
 * any     | closed                                      | ended, once all is written or that failed
 * </pre>
 */
final class WriteBehind implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WriteBehind.class);
    private static final Duration REST = Duration.ofMillis(100);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final String ledger;
    private final Store store;
    private final Lock turn;
    private final Condition changed;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;
    /** Where the generations stand in the tables. */
    private final Map<Fold<?>, Store.Position> positions = new HashMap<>();

    private Ahead ahead = new Ahead(Image.EMPTY);
    private boolean offered;
    private boolean writing;
    /** Whether the last write failed: then what the tables are thought to hold is not relied on. */
    private boolean failed;

    private volatile boolean moved;
    private volatile String trouble = "";

    /** What is written at once. */
    private record Write(
            Map<Fold<?>, Store.Position> from,
            Store.Position to,
            Image known,
            Map<Fold<?>, Map<Tag, Entity<?>>> changed) {}

    /**
     * Not started yet.
     *
     * @param turn of the follower
     */
    WriteBehind(String ledger, Store store, Lock turn) {
        this.ledger = ledger;
        this.store = store;
        this.turn = turn;
        this.changed = turn.newCondition();
        this.thread = Thread.ofPlatform().name("writer-" + ledger).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Goes on from what the tables know; what was not written is forgotten. */
    void begin(Map<Fold<?>, Store.Held> loaded) {
        positions.clear();
        stand(loaded, Image.of(loaded));
        moved = false;
    }

    /** Goes on with other generations, which the tables serve. */
    void takeOver(Map<Fold<?>, Store.Held> next) {
        stand(next, image().serving(next));
    }

    private void stand(Map<Fold<?>, Store.Held> held, Image image) {
        held.forEach((fold, generation) -> positions.put(fold, generation.position()));
        ahead = new Ahead(image);
    }

    /** All that was folded, be it written or not. */
    Image image() {
        return ahead.image();
    }

    /** Where a fold stands in the tables. */
    Store.Position position(Fold<?> fold) {
        return positions.getOrDefault(fold, Store.Position.start(1));
    }

    /** Where all folds stand in the tables. */
    Map<Fold<?>, Store.Position> positions() {
        return Map.copyOf(positions);
    }

    /** Whether another follower moved on or swapped a generation: the tables know better. */
    boolean isMoved() {
        return moved;
    }

    /** Whether nothing waits to be written. */
    boolean isWritten() {
        return ahead.isEmpty() && !writing;
    }

    /** Whether so much time has passed that all should be written, however far behind the follower is. */
    boolean isDue(boolean ready) {
        return ahead.isDue(ready);
    }

    /**
     * Goes on by a batch.
     *
     * @param touched what it changed, of each fold that it moved on
     * @param last    the last of it
     */
    void goOn(Map<Fold<?>, Map<Tag, Entity<?>>> touched, List<Recorded> batch, StoredEvent last) {
        ahead.goOn(touched, batch, last);
    }

    /** Has all that was folded written soon. */
    void offer() {
        if (!ahead.isEmpty()) {
            offered = true;
            changed.signalAll();
        }
    }

    /**
     * Has all that was folded written now, and waits for it. The turn is given away while an earlier write goes on.
     *
     * @throws PositionMovedException if another follower has moved on
     * @throws RuntimeException       if it can't be written; it is still to be written then
     */
    void flush() throws InterruptedException {
        long nanos = FLUSH_LIMIT.toNanos();
        while (writing) {
            if (nanos <= 0) {
                throw new IllegalStateException("an earlier write goes on since " + FLUSH_LIMIT + " " + trouble);
            }
            nanos = changed.awaitNanos(nanos);
        }
        if (Thread.interrupted()) {
            // Who is told to go on and is interrupted at once is not told of the latter, and a database would break of
            // it.
            throw new InterruptedException();
        }
        if (moved) {
            throw new PositionMovedException("another follower moved on");
        }
        if (ahead.isEmpty()) {
            return;
        }
        Write all = all();
        failed = true;
        try {
            store.write(ledger, all.from(), all.to(), all.known(), all.changed());
        } catch (PositionMovedException e) {
            moved = true;
            throw e;
        }
        failed = false;
        written(all);
        ahead = new Ahead(ahead.image());
    }

    private Write all() {
        Map<Fold<?>, Store.Position> from = new LinkedHashMap<>();
        ahead.changed().keySet().forEach(fold -> from.put(fold, position(fold)));
        return new Write(from, ahead.to(), failed ? Image.EMPTY : ahead.written(), ahead.changed());
    }

    private void written(Write write) {
        write.from().forEach((fold, position) -> positions.put(fold, position.at(write.to())));
    }

    /** Never interrupted: a database in a file doesn't bear it. */
    private void run() {
        try {
            Write next = next();
            while (next != null) {
                end(next, isStored(next));
                over.await(REST.toNanos(), TimeUnit.NANOSECONDS);
                next = next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What to write next, once something is offered; null if it is over and nothing is left. */
    private @Nullable Write next() throws InterruptedException {
        turn.lock();
        try {
            while (moved || ahead.isEmpty() || !(offered || isOver())) {
                if (isOver()) {
                    return null;
                }
                changed.awaitNanos(LOOK.toNanos());
            }
            Write next = all();
            ahead = new Ahead(ahead.image());
            offered = false;
            writing = true;
            return next;
        } finally {
            turn.unlock();
        }
    }

    /** Whether the tables know it now; if they don't, it is over or another follower moved on. */
    private boolean isStored(Write next) throws InterruptedException {
        Image known = next.known();
        do {
            try {
                store.write(ledger, next.from(), next.to(), known, next.changed());
                trouble = "";
                return true;
            } catch (PositionMovedException e) {
                LOG.info("Another follower moved on; what it wrote is read: {}", e.getMessage());
                return false;
            } catch (RuntimeException e) {
                known = Image.EMPTY;
                String because = "the database can't be written: " + e.getMessage();
                if (!because.equals(trouble)) {
                    LOG.warn("What was folded of ledger '{}' waits: {}", ledger, because, e);
                    trouble = because;
                }
            }
        } while (!over.await(RETRY.toNanos(), TimeUnit.NANOSECONDS));
        return false;
    }

    private void end(Write write, boolean stored) {
        turn.lock();
        try {
            if (stored) {
                written(write);
            } else {
                moved = true;
            }
            writing = false;
            changed.signalAll();
        } finally {
            turn.unlock();
        }
    }

    private boolean isOver() {
        return over.getCount() == 0;
    }

    /** Why nothing is written now; empty if that is well. */
    String trouble() {
        return trouble;
    }

    /** Writes what is left, as far as that can be done within a limit. */
    @Override
    public void close() {
        over.countDown();
        try {
            if (thread.isAlive() && !thread.join(CLOSE_LIMIT)) {
                LOG.warn(
                        "The tables of ledger '{}' were not written within {}; they are at the next start",
                        ledger,
                        CLOSE_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
