package io.rackledger.ledger;

import io.rackledger.format.Anchor;
import io.rackledger.format.Commit;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.format.Head;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All events of a ledger up to its tip, by position and by (tag, type). The tip is the last commit of the chain,
 * acknowledged or in flight; what is in flight can be taken back by {@link #truncate}. One thread applies and
 * acknowledges, any number reads.
 *
 * <p>Three layers, one behind the other, and a reader sees them as one:
 *
 * <pre>
 * layer    | holds                           | changes
 * ---------+---------------------------------+-----------------------------------------------------------------
 * stored   | acknowledged, in the store      | once what was settling is written, a snapshot with it takes its place
 * settling | acknowledged, being written     | begins as the acknowledged part of recent; nothing is added to it
 * recent   | what came since, be it in flight | applied, acknowledged, taken back
 * </pre>
 *
 * A read takes what it wants from memory, and the snapshot, under the lock; the snapshot it reads without.
 *
 * <p>The file is longer than others because these layers change together.
 */
final class LedgerIndex {
    /** How much to write at once where nothing else is said: some 30,000 events of half a kilobyte. */
    static final long SETTLE_AT_BYTES = 32L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(LedgerIndex.class);

    /**
     * Where nothing is in flight, as while a log is read back, so many times less is written at once: what is let go soon
     * dies young, and isn't copied by the collector again and again.
     */
    private static final int LESS_WHERE_NOTHING_IS_IN_FLIGHT = 16;

    /** What an event takes in memory beside its bytes, about. */
    private static final int EVENT_OVERHEAD = 512;

    /** Where so many times more waits than is written at once, acknowledging waits too. */
    private static final int MOST_BEHIND = 2;

    private static final Duration WRITE_LIMIT = Duration.ofMinutes(2);

    private final @Nullable Path file;
    private final StoredIndex store;
    private final LedgerSettings limits;
    private final Executor settler;
    private final long settleAtBytes;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final Condition settled = lock.writeLock().newCondition();
    private IndexSnapshot stored;
    private @Nullable RecentEvents settling;
    private RecentEvents recent;
    private IndexedHead head;
    private int proven;
    private long provenBytes;
    private boolean asked;
    private volatile boolean closed;
    private volatile String failure = "";

    /**
     * Opens an index.
     *
     * @param settler       on which acknowledged commits are written, one task after the other
     * @param settleAtBytes how many to write at once
     * @throws IndexUnavailableException if its file can't be used
     */
    LedgerIndex(IndexSettings settings, String ledger, Executor settler, long settleAtBytes) {
        this(settings.file(), IndexFile.open(settings, ledger), LedgerSettings.DEFAULT, settler, settleAtBytes);
    }

    /**
     * On a store that is opened.
     *
     * @param file   that of the store; null if it has none
     * @param limits how much may be in flight
     */
    LedgerIndex(@Nullable Path file, StoredIndex store, LedgerSettings limits, Executor settler, long settleAtBytes) {
        this.file = file;
        this.store = store;
        this.limits = limits;
        this.settler = settler;
        this.settleAtBytes = settleAtBytes;
        this.stored = store.opened();
        this.head = stored.state().head();
        this.recent = new RecentEvents(head.head(), head.commits());
    }

    private <T extends @Nullable Object> T reading(Supplier<T> read) {
        lock.readLock().lock();
        try {
            return read.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    private void writing(Runnable write) {
        lock.writeLock().lock();
        try {
            write.run();
        } finally {
            lock.writeLock().unlock();
        }
    }

    // ---- for the engine -----------------------------------------------------------------------------------------

    /** The last commit that was applied. */
    Head tip() {
        return reading(() -> recent.tip());
    }

    /** The last acknowledged commit. */
    IndexedHead head() {
        return reading(() -> head);
    }

    /** Why it can't be used any more; empty while it can. */
    String failure() {
        return failure;
    }

    /** Adds a commit that extends the tip. */
    void apply(Commit commit) {
        writing(() -> recent.apply(commit));
    }

    /**
     * Takes back every commit beyond {@code back}, which lies on the chain.
     *
     * @throws IllegalArgumentException if it doesn't, or acknowledged commits lie beyond it
     */
    void truncate(Head back) {
        writing(() -> {
            if (back.size() < head.head().size()) {
                throw new IllegalArgumentException(back + " lies before the acknowledged " + head);
            }
            recent.truncate(back);
        });
    }

    /**
     * The commit behind the last acknowledged one is so too, and stands there in the log. Waits where writing is far
     * behind.
     */
    void acknowledge(long offset) {
        long[] most = new long[1];
        writing(() -> {
            Commit commit = recent.commits().get(proven++);
            head = head.followedBy(commit, offset, limits);
            provenBytes += weight(commit);
            boolean inFlight = proven < recent.commits().size();
            most[0] = inFlight ? settleAtBytes : settleAtBytes / LESS_WHERE_NOTHING_IS_IN_FLIGHT;
        });
        if (provenBytes >= most[0]) {
            settleSoon();
            awaitWriting(MOST_BEHIND * most[0]);
        }
    }

    private static long weight(Commit commit) {
        long bytes = EVENT_OVERHEAD;
        for (Entry entry : commit.entries()) {
            bytes += EVENT_OVERHEAD + entry.length();
        }
        return bytes;
    }

    private void awaitWriting(long mostBytes) {
        lock.writeLock().lock();
        try {
            long nanos = WRITE_LIMIT.toNanos();
            while (settling != null && provenBytes > mostBytes && failure.isEmpty() && !closed) {
                if (nanos <= 0) {
                    throw new IllegalStateException("the index was not written within " + WRITE_LIMIT);
                }
                nanos = settled.awaitNanos(nanos);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.writeLock().unlock();
        }
    }

    // ---- settling -----------------------------------------------------------------------------------------------

    /** Has written what is acknowledged and isn't yet. */
    void settleSoon() {
        boolean ask;
        lock.writeLock().lock();
        try {
            ask = !asked && !closed && proven > 0 && failure.isEmpty();
            asked |= ask;
        } finally {
            lock.writeLock().unlock();
        }
        if (ask) {
            settler.execute(this::settle);
        }
    }

    private void settle() {
        RecentEvents moving = startSettling();
        if (moving == null || !failure.isEmpty()) {
            return;
        }
        try {
            replace(store.write(stored, moving));
            replace(store.merge(stored));
            store.dropMerged();
        } catch (IndexDamagedException e) {
            fail(e, true);
        } catch (RuntimeException e) {
            fail(e, false);
        }
    }

    /** Parts what is acknowledged from what isn't; null if nothing is. */
    private @Nullable RecentEvents startSettling() {
        lock.writeLock().lock();
        try {
            asked = false;
            if (proven == 0) {
                return null;
            }
            RecentEvents moving = recent;
            List<Commit> inFlight = List.copyOf(
                    recent.commits().subList(proven, recent.commits().size()));
            moving.truncate(head.head());
            moving.seal(head);
            recent = new RecentEvents(head.head(), head.commits());
            inFlight.forEach(recent::apply);
            settling = moving;
            proven = 0;
            provenBytes = 0;
            return moving;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void replace(IndexSnapshot snapshot) {
        writing(() -> {
            stored = snapshot;
            settling = null;
            settled.signalAll();
        });
    }

    /** Whoever watches {@link #failure} stops: what can't be read or written now won't be later. */
    private void fail(RuntimeException e, boolean damaged) {
        if (failure.isEmpty() && !closed) {
            LOG.error("Index {} failed", file, e);
            if (damaged) {
                IndexFile.markDamaged(file);
            }
            failure = damaged
                    ? "index " + file + " is damaged (" + e.getMessage()
                            + "): the next start builds it anew from the log"
                    : "index " + file + " can't be written ("
                            + Objects.requireNonNullElse(IndexFile.unwritten(e), String.valueOf(e.getMessage()))
                            + "): make room for it and start again";
        }
        writing(settled::signalAll);
    }

    /** Writes what is acknowledged, once its settler has ended, and lets go of the file. */
    void close() {
        settle();
        closed = true;
        if (failure.isEmpty()) {
            store.close();
        } else {
            store.abandon();
        }
    }

    /** Lets go of the file as a killed process does. */
    void abandon() {
        closed = true;
        store.abandon();
    }

    // ---- for readers --------------------------------------------------------------------------------------------

    private <T extends @Nullable Object> T stored(IndexSnapshot snapshot, Function<IndexSnapshot, T> read) {
        try (snapshot) {
            return read.apply(snapshot);
        } catch (RuntimeException e) {
            if (closed) {
                throw new IllegalStateException("the index is closed", e);
            }
            // What a store throws at bytes that it did not write is nowhere said.
            fail(e, IndexFile.unwritten(e) == null);
            throw e;
        }
    }

    /** Whether that commit lies on the chain up to the tip; before the first commit lies {@link Head#EMPTY}. */
    boolean contains(Anchor anchor) {
        return anchor.hash().equals(Hash.ZERO) || isWithin(anchor, false);
    }

    /** Whether that commit is acknowledged, which one in flight is not. */
    boolean isAcknowledged(Anchor anchor) {
        return !anchor.hash().equals(Hash.ZERO) && isWithin(anchor, true);
    }

    private boolean isWithin(Anchor anchor, boolean acknowledged) {
        IndexSnapshot snapshot = reading(() -> {
            int first = acknowledged ? proven : Integer.MAX_VALUE;
            return recent.contains(anchor, first) || isSettling(anchor) ? null : stored.use();
        });
        return snapshot == null || stored(snapshot, s -> s.contains(anchor));
    }

    /** Under the lock. */
    private boolean isSettling(Anchor anchor) {
        return settling != null && settling.contains(anchor);
    }

    /** The position of the first event that matches any criterion and stands at or after {@code from}; −1 if there is none. */
    long firstMatch(Collection<Criterion> criteria, long from) {
        List<Long> inMemory = new ArrayList<>();
        IndexSnapshot snapshot = reading(() -> {
            if (settling != null) {
                inMemory.add(settling.firstMatch(criteria, from));
            }
            inMemory.add(recent.firstMatch(criteria, from));
            return from < stored.size() ? stored.use() : null;
        });
        if (snapshot != null) {
            inMemory.addFirst(stored(snapshot, s -> s.firstMatch(criteria, from)));
        }
        return inMemory.stream().filter(position -> position >= 0).findFirst().orElse(-1L);
    }

    /**
     * The events that match any criterion, from position {@code from} on and within {@code upTo}, in their order; null
     * if {@code upTo} no longer lies on the chain.
     */
    @Nullable
    List<StoredEvent> source(Collection<Criterion> criteria, long from, Anchor upTo) {
        List<StoredEvent> inMemory = new ArrayList<>();
        boolean[] known = {upTo.hash().equals(Hash.ZERO)};
        IndexSnapshot snapshot = reading(() -> {
            known[0] |= recent.contains(upTo) || isSettling(upTo);
            if (settling != null) {
                inMemory.addAll(settling.source(criteria, from, upTo.size()));
            }
            inMemory.addAll(recent.source(criteria, from, upTo.size()));
            return known[0] && (criteria.isEmpty() || from >= stored.size()) ? null : stored.use();
        });
        if (snapshot == null) {
            return inMemory;
        }
        List<StoredEvent> found = this.<@Nullable List<StoredEvent>>stored(
                snapshot, s -> known[0] || s.contains(upTo) ? s.source(criteria, from, upTo.size()) : null);
        return found == null
                ? null
                : Stream.concat(found.stream(), inMemory.stream()).toList();
    }

    /** The events at positions {@code from} to {@code to}, without {@code to}. */
    List<StoredEvent> range(long from, long to) {
        List<StoredEvent> inMemory = new ArrayList<>();
        IndexSnapshot snapshot = reading(() -> {
            if (settling != null) {
                inMemory.addAll(settling.range(from, to));
            }
            inMemory.addAll(recent.range(from, to));
            return from < Math.min(to, stored.size()) ? stored.use() : null;
        });
        if (snapshot == null) {
            return List.copyOf(inMemory);
        }
        List<StoredEvent> found = new ArrayList<>(stored(snapshot, s -> s.range(from, Math.min(to, s.size()))));
        found.addAll(inMemory);
        return List.copyOf(found);
    }

    /** At most {@code most} acknowledged commits from number {@code from} on. */
    List<Commit> commits(int from, int most) {
        List<Commit> inMemory = new ArrayList<>();
        long[] to = new long[1];
        IndexSnapshot snapshot = reading(() -> {
            to[0] = Math.min(head.commits(), (long) from + most);
            if (settling != null) {
                inMemory.addAll(settling.commits(from, to[0]));
            }
            inMemory.addAll(recent.commits(from, to[0]));
            return stored.use();
        });
        List<Commit> found = stored(
                snapshot,
                s -> new ArrayList<>(
                        s.commits(from, Math.min(to[0], s.state().head().commits()))));
        found.addAll(inMemory);
        return found;
    }
}
