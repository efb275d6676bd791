package io.rackledger.query.follow;

import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.query.fold.Fold;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the ledger on one thread: a batch of whole commits, folded, written in one transaction with the position,
 * then published as an image. A fold that throws halts alone, at its position; the others go on. Thread-safe.
 *
 * <pre>
 * state     | when                                          | next
 * ----------+-----------------------------------------------+-----------
 * WAITING   | the ledger holds what the tables know         | FOLLOWING
 * WAITING   | it holds something else there                 | HALTED
 * FOLLOWING | the database can't be reached                 | FOLLOWING, the batch is tried again
 * FOLLOWING | another follower moved the position,          | FOLLOWING, from what the tables know then
 *           |   or swapped a generation                     |
 * FOLLOWING | a replay takes its turn between two batches   | FOLLOWING, with the generation that it brings
 * any       | closed                                        | ended
 * </pre>
 *
 * <p>The file is longer than others because the loop and every way back into it should be read beside this table.
 */
public final class Follower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Follower.class);
    private static final int BATCH = 1_000;
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY = Duration.ofMillis(500);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final Ledger ledger;
    private final LedgerEvents events;
    private final Folding folding;
    private final Store store;
    private final List<Fold<?>> folds;
    private final Map<Fold<?>, String> halted = new ConcurrentHashMap<>();
    private final Map<Fold<?>, Store.Position> positions = new HashMap<>();
    private final WholeCommits commits;
    private final Latest latest = new Latest();
    /** Held while a batch is folded or a generation swapped; fair, so that a swap waits for one batch at most. */
    private final Lock turn = new ReentrantLock(true);

    private final Thread thread;
    /** Whether the tables know better; touched by who has the turn. */
    private boolean moved;

    private volatile String trouble = "";
    private volatile boolean ready;
    private volatile boolean closed;

    public Follower(Ledger ledger, LedgerEvents events, Store store, Collection<Fold<?>> folds) {
        this.ledger = ledger;
        this.events = events;
        this.folding = new Folding(events);
        this.commits = new WholeCommits(ledger, BATCH);
        this.store = store;
        this.folds = List.copyOf(folds);
        this.thread = Thread.ofPlatform().name("follower-" + ledger.name()).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** What it folds, in the order in which it moves them on. */
    List<Fold<?>> folds() {
        return folds;
    }

    /** The latest image. */
    public Image image() {
        return latest.image();
    }

    /** Whether it has caught up with the ledger once since it started. */
    public boolean ready() {
        return ready;
    }

    /** What keeps it from going on; empty if nothing does. */
    public String trouble() {
        return trouble;
    }

    /** Folds that threw, with what they threw. */
    public Map<Fold<?>, String> halted() {
        return Map.copyOf(halted);
    }

    /** How many acknowledged events are not folded yet. */
    public long lag() {
        return Math.max(0, ledger.head().size() - image().size());
    }

    /** The first image of at least that size; the latest one when the limit has passed. */
    public Image awaitSize(long size, Duration limit) throws InterruptedException {
        return latest.await(image -> image.size() >= size, limit);
    }

    /** The first image after one that is known; the latest one when the limit has passed. */
    public Image awaitAfter(Image known, Duration limit) throws InterruptedException {
        return latest.await(image -> image != known, limit);
    }

    /** What takes the place of the serving generations of some folds. */
    interface Successor {
        /**
         * Comes to the size of the image that is served, and takes over in one transaction.
         *
         * @param serving where the serving generations stand
         * @return what is served from now on
         * @throws PositionMovedException if another follower has moved or swapped one of them
         */
        Map<Fold<?>, Store.Held> takeOver(Image served, Map<Fold<?>, Store.Position> serving);
    }

    /**
     * Swaps generations between two batches. Readers have the old image until there is the new one, which stands at the
     * same position.
     *
     * @return whether it was swapped; not if the limit passed before its turn came
     * @throws PositionMovedException if another follower has moved on; what it wrote has been read then
     */
    boolean swap(Successor successor, Duration limit) throws InterruptedException {
        if (!turn.tryLock(limit.toNanos(), TimeUnit.NANOSECONDS)) {
            return false;
        }
        try {
            Map<Fold<?>, Store.Held> next = successor.takeOver(image(), Map.copyOf(positions));
            next.forEach((fold, held) -> positions.put(fold, held.position()));
            halted.keySet().removeAll(next.keySet());
            latest.publish(image().serving(next));
            return true;
        } catch (PositionMovedException e) {
            moved = true;
            load();
            throw e;
        } finally {
            turn.unlock();
        }
    }

    private void run() {
        try {
            awaitStart();
            while (!closed) {
                follow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            trouble = "the follower failed: " + e;
            LOG.error("The follower of ledger '{}' failed at position {}", ledger.name(), image().size(), e);
        }
    }

    private void awaitStart() throws InterruptedException {
        while (!closed) {
            try {
                store.prepare(ledger.name(), folds);
                load();
                break;
            } catch (RuntimeException e) {
                troubled("the database can't be used: " + e.getMessage(), e);
            }
        }
        while (!closed && ledger.head().size() < image().size()) {
            if (ledger.status().state() == Ledger.State.FOLLOWING) {
                throw new IllegalStateException(
                        "the tables know " + image().size() + " events and the ledger has "
                                + ledger.head().size()
                                + ": they belong to another ledger, or events were lost; every table can be dropped and is rebuilt");
            }
            ledger.poll(image().size() - 1, 1, POLL);
        }
        checkHash();
        trouble = "";
    }

    private void load() {
        Map<Fold<?>, Store.Held> loaded = new HashMap<>(store.load(ledger.name(), folds));
        for (Fold<?> fold : folds) {
            loaded.putIfAbsent(fold, new Store.Held(Store.Position.start(1), Map.of()));
        }
        positions.clear();
        loaded.forEach((fold, held) -> positions.put(fold, held.position()));
        latest.publish(Image.of(loaded));
        moved = false;
    }

    private void checkHash() {
        if (image().size() == 0 || closed) {
            return;
        }
        String hash = ledger.read(image().size() - 1, 1).getFirst().commit().toString();
        if (!hash.equals(image().hash())) {
            throw new IllegalStateException("at position " + (image().size() - 1) + " the ledger has commit " + hash
                    + " and the tables were folded from " + image().hash()
                    + ": they belong to another ledger, or it was changed; every table can be dropped and is rebuilt");
        }
    }

    private void follow() throws InterruptedException {
        if (!ready && ledger.status().state() == Ledger.State.FOLLOWING && lag() == 0) {
            ready = true;
        }
        List<StoredEvent> batch = commits.poll(image().size(), POLL);
        if (batch.isEmpty() || !turn.tryLock(POLL.toNanos(), TimeUnit.NANOSECONDS)) {
            return;
        }
        try {
            if (moved) {
                load();
            }
            if (batch.getFirst().position() == image().size()) {
                fold(batch);
            }
            trouble = "";
        } catch (PositionMovedException e) {
            LOG.info("Another follower moved on; reading what it wrote: {}", e.getMessage());
            moved = true;
        } catch (RuntimeException e) {
            troubled("the database can't be written: " + e.getMessage(), e);
        } finally {
            turn.unlock();
        }
    }

    private void fold(List<StoredEvent> batch) {
        List<Recorded> recorded = batch.stream().map(events::read).toList();
        StoredEvent last = batch.getLast();
        Store.Position to =
                new Store.Position(0, last.position() + 1, last.commit().toString());
        Map<Fold<?>, Map<Tag, Entity<?>>> changed = new LinkedHashMap<>();
        Map<Fold<?>, Store.Position> from = new LinkedHashMap<>();
        for (Fold<?> fold : folds) {
            Store.Position position = positions.getOrDefault(fold, Store.Position.start(1));
            if (position.size() >= to.size()) {
                continue;
            }
            Map<Tag, Entity<?>> touched = foldOrHalt(fold, recorded, to.size());
            if (touched != null) {
                changed.put(fold, touched);
                from.put(fold, position);
            }
        }
        store.write(ledger.name(), from, to, changed);
        from.forEach((fold, position) -> positions.put(fold, position.at(to)));
        latest.publish(image().with(changed, to.size(), to.hash(), last.recordedAt(), latestValid(recorded)));
    }

    private static Instant latestValid(List<Recorded> events) {
        return events.stream()
                .map(Recorded::validAt)
                .filter(java.util.Objects::nonNull)
                .map(ValidTime::earliest)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private @Nullable Map<Tag, Entity<?>> foldOrHalt(Fold<?> fold, List<Recorded> batch, long size) {
        if (halted.containsKey(fold)) {
            return null;
        }
        try {
            return folding.touched(fold, batch, image().entitiesOf(fold), size);
        } catch (RuntimeException e) {
            halted.put(fold, e.toString());
            LOG.error("Fold '{}' halts before position {}; the others go on", fold.name(), size, e);
            return null;
        }
    }

    private void troubled(String because, RuntimeException e) {
        if (!because.equals(trouble)) {
            LOG.warn("The follower of ledger '{}' waits: {}", ledger.name(), because, e);
            trouble = because;
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(RETRY.toMillis()));
    }

    @Override
    public void close() {
        closed = true;
        latest.close();
        thread.interrupt();
        try {
            thread.join(CLOSE_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
