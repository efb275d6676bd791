package io.rackledger.query.follow;

import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.query.fold.EventOrder;
import io.rackledger.query.fold.Fold;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
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
 * FOLLOWING | another follower moved the position           | FOLLOWING, from what the tables know then
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
    private final Store store;
    private final List<Fold<?>> folds;
    private final Map<Fold<?>, String> halted = new ConcurrentHashMap<>();
    private final Map<Fold<?>, Store.Position> positions = new HashMap<>();
    private final Lock lock = new ReentrantLock();
    private final Condition published = lock.newCondition();
    private final Thread thread;
    private volatile Image image = Image.EMPTY;
    private volatile String trouble = "";
    private volatile boolean ready;
    private volatile boolean closed;

    public Follower(Ledger ledger, LedgerEvents events, Store store, Collection<Fold<?>> folds) {
        this.ledger = ledger;
        this.events = events;
        this.store = store;
        this.folds = List.copyOf(folds);
        this.thread = Thread.ofPlatform().name("follower-" + ledger.name()).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** The latest image. */
    public Image image() {
        return image;
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
        return Math.max(0, ledger.head().size() - image.size());
    }

    /** The first image of at least that size; the latest one when the limit has passed. */
    public Image awaitSize(long size, Duration limit) throws InterruptedException {
        long nanos = limit.toNanos();
        lock.lock();
        try {
            while (image.size() < size && nanos > 0 && !closed) {
                nanos = published.awaitNanos(nanos);
            }
            return image;
        } finally {
            lock.unlock();
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
            LOG.error("The follower of ledger '{}' failed at position {}", ledger.name(), image.size(), e);
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
        while (!closed && ledger.head().size() < image.size()) {
            if (ledger.status().state() == Ledger.State.FOLLOWING) {
                throw new IllegalStateException(
                        "the tables know " + image.size() + " events and the ledger has "
                                + ledger.head().size()
                                + ": they belong to another ledger, or events were lost; every table can be dropped and is rebuilt");
            }
            ledger.poll(image.size() - 1, 1, POLL);
        }
        checkHash();
        trouble = "";
    }

    private void load() {
        Map<Fold<?>, Map<Tag, Entity<?>>> entities = new HashMap<>();
        Instant latest = Instant.EPOCH;
        long size = Long.MAX_VALUE;
        String hash = Image.EMPTY.hash();
        positions.clear();
        for (Fold<?> fold : folds) {
            Store.Position position = store.position(ledger.name(), fold);
            Store.Position known = position == null ? new Store.Position(1, 0, Image.EMPTY.hash()) : position;
            positions.put(fold, known);
            if (known.size() < size) {
                size = known.size();
                hash = known.hash();
            }
            Map<Tag, Entity<?>> loaded = new HashMap<>(store.load(ledger.name(), fold));
            for (Entity<?> entity : loaded.values()) {
                latest = entity.last().instant().isAfter(latest) ? entity.last().instant() : latest;
            }
            entities.put(fold, loaded);
        }
        image = new Image(folds.isEmpty() ? 0 : size, hash, Instant.EPOCH, latest, entities);
    }

    private void checkHash() {
        if (image.size() == 0 || closed) {
            return;
        }
        String hash = ledger.read(image.size() - 1, 1).getFirst().commit().toString();
        if (!hash.equals(image.hash())) {
            throw new IllegalStateException("at position " + (image.size() - 1) + " the ledger has commit " + hash
                    + " and the tables were folded from " + image.hash()
                    + ": they belong to another ledger, or it was changed; every table can be dropped and is rebuilt");
        }
    }

    private void follow() throws InterruptedException {
        if (!ready && ledger.status().state() == Ledger.State.FOLLOWING && lag() == 0) {
            ready = true;
        }
        List<StoredEvent> batch = wholeCommits(image.size());
        if (batch.isEmpty()) {
            return;
        }
        try {
            fold(batch);
            trouble = "";
        } catch (PositionMovedException e) {
            LOG.info("Another follower moved on; reading what it wrote: {}", e.getMessage());
            load();
        } catch (RuntimeException e) {
            troubled("the database can't be written: " + e.getMessage(), e);
        }
    }

    private List<StoredEvent> wholeCommits(long from) throws InterruptedException {
        List<StoredEvent> read = ledger.poll(from, BATCH, POLL);
        if (read.size() < BATCH) {
            return read;
        }
        int most = BATCH;
        while (true) {
            StoredEvent last = read.getLast();
            int end = read.size();
            while (end > 0 && read.get(end - 1).commit().equals(last.commit())) {
                end--;
            }
            if (end > 0) {
                return read.subList(0, end);
            }
            most = 2 * most;
            int before = read.size();
            read = ledger.read(from, most);
            if (read.size() == before || read.size() < most) {
                return read;
            }
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
            Store.Position position = positions.getOrDefault(fold, new Store.Position(1, 0, Image.EMPTY.hash()));
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
        from.forEach((fold, position) ->
                positions.put(fold, new Store.Position(position.generation(), to.size(), to.hash())));
        publish(image.with(changed, to.size(), to.hash(), last.recordedAt(), latestValid(recorded)));
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
            return touched(fold, batch, size);
        } catch (RuntimeException e) {
            halted.put(fold, e.toString());
            LOG.error("Fold '{}' halts before position {}; the others go on", fold.name(), size, e);
            return null;
        }
    }

    private <S> Map<Tag, Entity<?>> touched(Fold<S> fold, List<Recorded> batch, long size) {
        Map<Tag, List<Recorded>> byEntity = new LinkedHashMap<>();
        Set<Tag> changed = new HashSet<>();
        for (Recorded event : batch) {
            if (Facts.CHANGES.contains(event.event().getClass())) {
                events.versions(event).forEach(version -> changed.addAll(keys(fold, version)));
            }
            keys(fold, event)
                    .forEach(key -> byEntity.computeIfAbsent(key, k -> new ArrayList<>())
                            .add(event));
        }
        Map<Tag, Entity<S>> known = image.entitiesOf(fold);
        Map<Tag, Entity<?>> touched = new LinkedHashMap<>();
        byEntity.forEach((key, fresh) -> {
            fresh.sort(EventOrder.OF_EVENTS);
            Entity<S> before = known.getOrDefault(key, Entity.before(fold, key));
            if (before.precedes(fresh) && !changed.contains(key)) {
                touched.put(key, before.with(fold, fresh));
            } else {
                changed.add(key);
            }
        });
        changed.forEach(key -> touched.put(key, Entity.of(fold, key, facts(fold, key, size))));
        return touched;
    }

    /** Those that are the entity's, and not only about it: a supplier's link is an entity of its customer. */
    private List<Recorded> facts(Fold<?> fold, Tag key, long size) {
        return events.standing(key, fold.types(), size).stream()
                .filter(fact -> keys(fold, fact).contains(key))
                .toList();
    }

    private static Set<Tag> keys(Fold<?> fold, Recorded recorded) {
        return fold.types().contains(recorded.event().getClass()) ? fold.keysOf(recorded) : Set.of();
    }

    private void publish(Image next) {
        lock.lock();
        try {
            image = next;
            published.signalAll();
        } finally {
            lock.unlock();
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
        thread.interrupt();
        try {
            thread.join(CLOSE_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
