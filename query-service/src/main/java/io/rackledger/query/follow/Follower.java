package io.rackledger.query.follow;

import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.query.fold.Fold;
import java.time.Duration;
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
 * FOLLOWING | it is far behind                              | FOLLOWING, and writes when that is due
 * FOLLOWING | the database can't be reached                 | FOLLOWING, the writing is tried again
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
    /** From how many events on it is far behind. */
    private static final int FAR = 10_000;
    /** How many it folds at once then. */
    private static final int LARGE_BATCH = 20_000;

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
    private final WholeCommits manyCommits;
    private final Latest latest = new Latest();
    /** Held while a batch is folded or a generation swapped; fair, so that a swap waits for one batch at most. */
    private final Lock turn = new ReentrantLock(true);

    private final Thread thread;
    /** Whether the tables know better; touched by who has the turn. */
    private boolean moved;
    /** Touched by who has the turn. */
    private Ahead ahead = new Ahead(Image.EMPTY);

    /** How many events are folded, be they written or not. */
    private volatile long folded;

    private volatile String trouble = "";
    private volatile boolean ready;
    private volatile boolean closed;

    public Follower(Ledger ledger, LedgerEvents events, Store store, Collection<Fold<?>> folds) {
        this.ledger = ledger;
        this.events = events;
        this.folding = new Folding(events);
        this.commits = new WholeCommits(ledger, BATCH);
        this.manyCommits = new WholeCommits(ledger, LARGE_BATCH);
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
            serve(image().serving(next));
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
        serve(Image.of(loaded));
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
        long size = folded;
        List<StoredEvent> batch = (isFar(size) ? manyCommits : commits).poll(size, POLL);
        if ((batch.isEmpty() && image().size() == size) || !turn.tryLock(POLL.toNanos(), TimeUnit.NANOSECONDS)) {
            return;
        }
        try {
            if (moved) {
                load();
            }
            if (!batch.isEmpty() && batch.getFirst().position() == ahead.image().size()) {
                fold(batch);
            }
            if (!isFar(ahead.image().size()) || ahead.isDue(ready)) {
                write();
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

    private boolean isFar(long size) {
        return ledger.head().size() - size >= FAR;
    }

    private void fold(List<StoredEvent> batch) {
        List<Recorded> recorded = (batch.size() > BATCH ? batch.parallelStream() : batch.stream())
                .map(events::read)
                .toList();
        StoredEvent last = batch.getLast();
        long to = last.position() + 1;
        Map<Fold<?>, Map<Tag, Entity<?>>> changed = new LinkedHashMap<>();
        for (Fold<?> fold : folds) {
            Map<Tag, Entity<?>> touched = position(fold).size() >= to ? null : foldOrHalt(fold, recorded, to);
            if (touched != null) {
                changed.put(fold, touched);
            }
        }
        Map<Fold<?>, Store.Position> from = new LinkedHashMap<>();
        changed.keySet().forEach(fold -> from.put(fold, position(fold)));
        ahead.goOn(from, changed, recorded, last);
        folded = to;
    }

    private Store.Position position(Fold<?> fold) {
        return positions.getOrDefault(fold, Store.Position.start(1));
    }

    /** Writes what is not written yet, and serves it. */
    private void write() {
        if (ahead.isEmpty()) {
            return;
        }
        Store.Position to = ahead.to();
        store.write(ledger.name(), ahead.from(), to, ahead.changed());
        ahead.from().forEach((fold, position) -> positions.put(fold, position.at(to)));
        serve(ahead.image());
    }

    private void serve(Image image) {
        ahead = new Ahead(image);
        folded = image.size();
        latest.publish(image);
    }

    private @Nullable Map<Tag, Entity<?>> foldOrHalt(Fold<?> fold, List<Recorded> batch, long size) {
        if (halted.containsKey(fold)) {
            return null;
        }
        try {
            return folding.touched(fold, batch, ahead.image().entitiesOf(fold), size);
        } catch (RuntimeException e) {
            // What it knew before this batch is served for as long as it stands still.
            write();
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
