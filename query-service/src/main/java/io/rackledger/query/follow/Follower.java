package io.rackledger.query.follow;

import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.query.fold.Fold;
import java.time.Duration;
import java.time.InstantSource;
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
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the ledger on one thread: a batch of whole commits, folded and published as an image, then written behind, in
 * one transaction with the position. A fold that throws halts alone, at its position; the others go on. Thread-safe.
 *
 * <pre>
 * state     | when                                          | next
 * ----------+-----------------------------------------------+-----------
 * WAITING   | the ledger holds what the tables know         | FOLLOWING
 * WAITING   | it holds something else there                 | HALTED
 * FOLLOWING | it is far behind                              | FOLLOWING, and writes, then serves, when that is due
 * FOLLOWING | the database can't be reached                 | FOLLOWING, the writing is tried again
 * FOLLOWING | the database doesn't answer                   | FOLLOWING, and tells so; nothing is written
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
    private final TimedStore store;
    private final List<Fold<?>> folds;
    private final Map<Fold<?>, String> halted = new ConcurrentHashMap<>();
    private final WholeCommits commits;
    private final WholeCommits manyCommits;
    private final Latest latest = new Latest();
    /** Held while a batch is folded or a generation swapped; fair, so that a swap waits for one batch at most. */
    private final Lock turn = new ReentrantLock(true);

    private final Thread thread;
    /** Touched by who has the turn. */
    private final WriteBehind behind;

    /** How many events are folded, be they served or not. */
    private volatile long folded;

    private volatile String trouble = "";
    /** Touched by the follower's thread alone. */
    private String overdue = "";

    private volatile boolean ready;
    private volatile boolean closed;

    public Follower(Ledger ledger, LedgerEvents events, Store store, Collection<Fold<?>> folds) {
        this(ledger, events, store, folds, InstantSource.system());
    }

    /** By whose clock it shows when the database doesn't answer. */
    Follower(Ledger ledger, LedgerEvents events, Store store, Collection<Fold<?>> folds, InstantSource clock) {
        this.ledger = ledger;
        this.events = events;
        this.folding = new Folding(events);
        this.commits = new WholeCommits(ledger, BATCH);
        this.manyCommits = new WholeCommits(ledger, LARGE_BATCH);
        this.store = new TimedStore(store, clock);
        this.folds = List.copyOf(folds);
        this.behind = new WriteBehind(ledger.name(), this.store, turn);
        this.thread = Thread.ofPlatform().name("follower-" + ledger.name()).unstarted(this::run);
    }

    public void start() {
        behind.start();
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
        return Stream.of(trouble, behind.trouble(), store.trouble())
                .filter(each -> !each.isEmpty())
                .findFirst()
                .orElse("");
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
            behind.flush();
            Map<Fold<?>, Store.Held> next = successor.takeOver(behind.image(), behind.positions());
            halted.keySet().removeAll(next.keySet());
            behind.takeOver(next);
            serve();
            return true;
        } catch (PositionMovedException e) {
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
            turn.lockInterruptibly();
            try {
                store.prepare(ledger.name(), folds);
                load();
                break;
            } catch (RuntimeException e) {
                troubled("the database can't be used: " + e.getMessage(), e);
            } finally {
                turn.unlock();
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
        behind.begin(loaded);
        serve();
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
        tellOverdue();
        long size = folded;
        List<StoredEvent> batch = (isFar(size) ? manyCommits : commits).poll(size, POLL);
        boolean caughtUp = !ready
                && ledger.status().state() == Ledger.State.FOLLOWING
                && ledger.head().size() == size;
        boolean nothing = batch.isEmpty() && image().size() >= size && !caughtUp && !behind.isMoved();
        if (nothing || !turn.tryLock(POLL.toNanos(), TimeUnit.NANOSECONDS)) {
            return;
        }
        try {
            if (behind.isMoved()) {
                load();
            }
            if (!batch.isEmpty()
                    && batch.getFirst().position() == behind.image().size()) {
                fold(batch);
            }
            goOn(caughtUp);
            trouble = "";
        } catch (PositionMovedException e) {
            LOG.info("Another follower moved on; reading what it wrote: {}", e.getMessage());
        } catch (RuntimeException e) {
            troubled("the database can't be written: " + e.getMessage(), e);
        } finally {
            turn.unlock();
        }
    }

    private void tellOverdue() {
        String now = store.trouble();
        if (!now.equals(overdue)) {
            LOG.warn("Ledger '{}': {}", ledger.name(), now.isEmpty() ? "the database answers again" : now);
            overdue = now;
        }
    }

    /** Far behind, what was folded is served now and then, once it is written; otherwise at once. */
    private void goOn(boolean caughtUp) throws InterruptedException {
        boolean far = isFar(behind.image().size());
        if (caughtUp || (far && behind.isDue(ready))) {
            behind.flush();
        }
        if (caughtUp) {
            ready = true;
        }
        if (far && !behind.isWritten()) {
            folded = behind.image().size();
        } else {
            behind.offer();
            serve();
        }
    }

    private boolean isFar(long size) {
        return ledger.head().size() - size >= FAR;
    }

    private void fold(List<StoredEvent> batch) throws InterruptedException {
        List<Recorded> recorded = (batch.size() > BATCH ? batch.parallelStream() : batch.stream())
                .map(events::read)
                .toList();
        StoredEvent last = batch.getLast();
        Map<Fold<?>, Map<Tag, Entity<?>>> changed = new LinkedHashMap<>();
        for (Fold<?> fold : folds) {
            if (halted.containsKey(fold) || behind.position(fold).size() > last.position()) {
                continue;
            }
            try {
                changed.put(
                        fold, folding.touched(fold, recorded, behind.image().entitiesOf(fold), last.position() + 1));
            } catch (RuntimeException e) {
                halt(fold, e);
                return;
            }
        }
        behind.goOn(changed, recorded, last);
    }

    /** What it knew before this batch is kept, and served for as long as it stands still; then the batch is folded anew. */
    private void halt(Fold<?> fold, RuntimeException fault) throws InterruptedException {
        behind.flush();
        halted.put(fold, fault.toString());
        LOG.error(
                "Fold '{}' halts before position {}; the others go on",
                fold.name(),
                behind.image().size(),
                fault);
    }

    /** Serves what was folded. What the tables of another follower know less of waits until it knows as much. */
    private void serve() {
        Image next = behind.image();
        folded = next.size();
        Image served = image();
        if (next != served && next.size() >= served.size()) {
            latest.publish(next);
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
        try {
            interrupt();
            thread.join(CLOSE_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        behind.close();
    }

    /** Where it waits, and never in the database: one in a file doesn't bear it. */
    private void interrupt() throws InterruptedException {
        if (turn.tryLock(CLOSE_LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
            try {
                thread.interrupt();
            } finally {
                turn.unlock();
            }
        }
    }
}
