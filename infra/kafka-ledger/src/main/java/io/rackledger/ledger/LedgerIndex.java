package io.rackledger.ledger;

import io.rackledger.format.Anchor;
import io.rackledger.format.Commit;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.format.Head;
import io.rackledger.format.Lineage;
import io.rackledger.format.Tag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * All events of a ledger up to its tip, in memory, by position and by (tag, type). The tip is the last commit of the
 * chain, acknowledged or in flight; what is in flight can be taken back by {@link #truncate}. One thread writes, any
 * number reads.
 */
final class LedgerIndex {
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final List<StoredEvent> events = new ArrayList<>();
    private final List<Commit> commits = new ArrayList<>();
    private final Map<Tag, Map<String, Postings>> byTag = new HashMap<>();
    private final Map<String, Postings> byType = new TreeMap<>();
    private final Lineage lineage = new Lineage();
    private Head tip = Head.EMPTY;

    /** The last commit that was applied. */
    Head tip() {
        lock.readLock().lock();
        try {
            return tip;
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Whether that commit lies on the chain up to the tip; before the first commit lies {@link Head#EMPTY}. */
    boolean contains(Anchor anchor) {
        lock.readLock().lock();
        try {
            return onChain(anchor);
        } finally {
            lock.readLock().unlock();
        }
    }

    private boolean onChain(Anchor anchor) {
        return anchor.hash().equals(Hash.ZERO) || lineage.contains(anchor);
    }

    /** Adds a commit that extends the tip. */
    void apply(Commit commit) {
        lock.writeLock().lock();
        try {
            if (!commit.prev().equals(tip.hash())) {
                throw new IllegalStateException(commit + " does not extend the tip " + tip);
            }
            for (Entry entry : commit.entries()) {
                add(new StoredEvent(events.size(), commit.header().recordedAt(), commit.hash(), entry));
            }
            commits.add(commit);
            tip = commit.head();
            lineage.add(tip.anchor());
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void add(StoredEvent event) {
        String type = event.entry().type();
        events.add(event);
        byType.computeIfAbsent(type, t -> new Postings()).add(event.position());
        for (Tag tag : event.entry().tags()) {
            byTag.computeIfAbsent(tag, t -> new HashMap<>())
                    .computeIfAbsent(type, t -> new Postings())
                    .add(event.position());
        }
    }

    /** Takes back every commit beyond {@code head}, which lies on the chain. */
    void truncate(Head head) {
        lock.writeLock().lock();
        try {
            while (events.size() > head.size()) {
                remove(events.removeLast());
            }
            while (!commits.isEmpty() && !commits.getLast().hash().equals(head.hash())) {
                commits.removeLast();
            }
            lineage.truncate(head.anchor());
            tip = head;
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void remove(StoredEvent event) {
        String type = event.entry().type();
        postings(byType, type).removeLast();
        for (Tag tag : event.entry().tags()) {
            Map<String, Postings> types = byTag.getOrDefault(tag, Map.of());
            postings(types, type).removeLast();
            if (types.values().stream().allMatch(Postings::isEmpty)) {
                byTag.remove(tag);
            }
        }
    }

    private static Postings postings(Map<String, Postings> map, String type) {
        Postings postings = map.get(type);
        if (postings == null) {
            throw new IllegalStateException("no postings of " + type);
        }
        return postings;
    }

    /** The position of the first event that matches any criterion and stands at or after {@code from}; −1 if there is none. */
    long firstMatch(Collection<Criterion> criteria, long from) {
        lock.readLock().lock();
        try {
            long first = -1;
            for (Criterion criterion : criteria) {
                long[] found = {-1};
                scan(criterion, from, Long.MAX_VALUE, position -> {
                    found[0] = found[0] < 0 ? position : Math.min(found[0], position);
                    return false;
                });
                if (found[0] >= 0 && (first < 0 || found[0] < first)) {
                    first = found[0];
                }
            }
            return first;
        } finally {
            lock.readLock().unlock();
        }
    }

    /**
     * The events that match any criterion, from position {@code from} on and within {@code upTo}, in their order; null
     * if {@code upTo} no longer lies on the chain.
     */
    @Nullable
    List<StoredEvent> source(Collection<Criterion> criteria, long from, Anchor upTo) {
        lock.readLock().lock();
        try {
            if (!onChain(upTo)) {
                return null;
            }
            TreeMap<Long, StoredEvent> found = new TreeMap<>();
            for (Criterion criterion : criteria) {
                scan(criterion, from, upTo.size(), position -> {
                    found.put(position, events.get((int) position));
                    return true;
                });
            }
            return List.copyOf(found.values());
        } finally {
            lock.readLock().unlock();
        }
    }

    /** The events at positions {@code from} to {@code to}, without {@code to}. */
    List<StoredEvent> range(long from, long to) {
        lock.readLock().lock();
        try {
            int end = (int) Math.min(to, events.size());
            return from >= end ? List.of() : List.copyOf(events.subList((int) from, end));
        } finally {
            lock.readLock().unlock();
        }
    }

    /** At most {@code most} commits from number {@code from} on, up to and including {@code upTo}. */
    List<Commit> commits(int from, int most, Hash upTo) {
        lock.readLock().lock();
        try {
            int end = upTo.equals(Hash.ZERO) ? 0 : commits.size();
            while (end > 0 && !commits.get(end - 1).hash().equals(upTo)) {
                end--;
            }
            return from >= end ? List.of() : List.copyOf(commits.subList(from, Math.min(end, from + most)));
        } finally {
            lock.readLock().unlock();
        }
    }

    private void scan(Criterion criterion, long from, long to, LongPredicate visit) {
        if (criterion.tags().isEmpty()) {
            scan(byType, criterion, from, to, visit);
            return;
        }
        Map<String, Postings> smallest = null;
        long fewest = Long.MAX_VALUE;
        for (Tag tag : criterion.tags()) {
            Map<String, Postings> types = byTag.getOrDefault(tag, Map.of());
            long count = count(types, criterion);
            if (count < fewest) {
                fewest = count;
                smallest = types;
            }
        }
        if (smallest != null) {
            scan(smallest, criterion, from, to, visit);
        }
    }

    private static long count(Map<String, Postings> types, Criterion criterion) {
        return criterion.types().isEmpty()
                ? types.values().stream().mapToLong(Postings::size).sum()
                : criterion.types().stream()
                        .mapToLong(type ->
                                types.containsKey(type) ? postings(types, type).size() : 0)
                        .sum();
    }

    private void scan(Map<String, Postings> types, Criterion criterion, long from, long to, LongPredicate visit) {
        Collection<String> wanted = criterion.types().isEmpty() ? types.keySet() : criterion.types();
        for (String type : wanted) {
            Postings postings = types.get(type);
            if (postings != null) {
                postings.forEach(
                        from,
                        to,
                        position -> !events.get((int) position).entry().tags().containsAll(criterion.tags())
                                || visit.test(position));
            }
        }
    }
}
