package io.rackledger.ledger;

import io.rackledger.format.Anchor;
import io.rackledger.format.Commit;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.format.Header;
import io.rackledger.format.MalformedException;
import io.rackledger.format.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongPredicate;

/**
 * What the store of an index held at a moment: it stays as it is while it is in use. Thread-safe. Closing says that it is
 * not used any more.
 */
final class IndexSnapshot implements AutoCloseable {
    /** From so many on, entries are parsed on all cores. */
    private static final int MANY = 256;

    private final IndexState state;
    private final List<PostingsRun> runs;
    private final NumberedBlocks<IndexedEvent> events;
    private final NumberedBlocks<IndexedCommit> commits;
    private final AtomicInteger users = new AtomicInteger();

    IndexSnapshot(
            IndexState state,
            List<PostingsRun> runs,
            NumberedBlocks<IndexedEvent> events,
            NumberedBlocks<IndexedCommit> commits) {
        this.state = state;
        this.runs = List.copyOf(runs);
        this.events = events;
        this.commits = commits;
    }

    IndexState state() {
        return state;
    }

    List<PostingsRun> runs() {
        return runs;
    }

    long size() {
        return state.head().head().size();
    }

    /** Says that it is used, until it is closed. */
    IndexSnapshot use() {
        users.incrementAndGet();
        return this;
    }

    @Override
    public void close() {
        users.decrementAndGet();
    }

    boolean isUsed() {
        return users.get() > 0;
    }

    /**
     * Throws where what it is said to hold is not what it holds.
     *
     * @throws IndexDamagedException if so
     */
    void check() {
        if (state.head().commits() > 0) {
            IndexedCommit last = commits.get(state.head().commits() - 1);
            if (!last.hash().equals(state.head().head().hash()) || last.size() != size()) {
                throw new IndexDamagedException("its last commit is not its head");
            }
        }
        if (size() > 0 && commits.get(events.get(size() - 1).commit()).size() != size()) {
            throw new IndexDamagedException("its last event is not that of its head");
        }
        long next = 0;
        for (PostingsRun run : runs) {
            if (run.about().from() != next || run.map().isEmpty()) {
                throw new IndexDamagedException("the positions from " + next + " on are missing");
            }
            next = run.about().to();
        }
        if (next != size()) {
            throw new IndexDamagedException("the positions from " + next + " on are missing");
        }
    }

    /** Whether that commit is one of these: the one with the last event within its size, or one without events behind. */
    boolean contains(Anchor anchor) {
        if (anchor.size() > size()) {
            return false;
        }
        long number = anchor.size() == 0 ? 0 : events.get(anchor.size() - 1).commit();
        for (; number < state.head().commits(); number++) {
            IndexedCommit commit = commits.get(number);
            if (commit.size() != anchor.size()) {
                return false;
            }
            if (commit.hash().equals(anchor.hash())) {
                return true;
            }
        }
        return false;
    }

    /** The position of the first event that matches any criterion, from {@code from} on; −1 if there is none. */
    long firstMatch(Collection<Criterion> criteria, long from) {
        long[] first = {Long.MAX_VALUE};
        for (Criterion criterion : criteria) {
            Keys keys = keys(criterion);
            for (PostingsRun run : runs) {
                long before = first[0];
                scan(run, keys, from, before, position -> {
                    boolean matches = criterion.matches(event(position).entry());
                    first[0] = matches ? Math.min(first[0], position) : first[0];
                    return !matches;
                });
                if (first[0] < before) {
                    break;
                }
            }
        }
        return first[0] == Long.MAX_VALUE ? -1 : first[0];
    }

    /** The events in [from, to) that match any criterion, in their order. */
    List<StoredEvent> source(Collection<Criterion> criteria, long from, long to) {
        TreeMap<Long, StoredEvent> found = new TreeMap<>();
        for (Criterion criterion : criteria) {
            Keys keys = keys(criterion);
            for (PostingsRun run : runs) {
                scan(run, keys, from, to, position -> {
                    StoredEvent event = found.containsKey(position) ? null : event(position);
                    if (event != null && criterion.matches(event.entry())) {
                        found.put(position, event);
                    }
                    return true;
                });
            }
        }
        return List.copyOf(found.values());
    }

    private static void scan(PostingsRun run, Keys keys, long from, long to, LongPredicate visit) {
        long start = Math.max(from, run.about().from());
        long end = Math.min(to, run.about().to());
        if (start >= end || keys.neverWas()) {
            return;
        }
        if (keys.any()) {
            for (long position = start; position < end && visit.test(position); position++) {}
        } else {
            run.scan(keys.tags(), keys.types(), start, end, visit);
        }
    }

    /**
     * What a criterion is called in runs.
     *
     * @param types    in ascending order; none: all
     * @param any      whether it names neither tag nor type
     * @param neverWas whether it names types, and none of them has ever been
     */
    private record Keys(long[] tags, int[] types, boolean any, boolean neverWas) {}

    private Keys keys(Criterion criterion) {
        List<String> named = criterion.types();
        int[] types = new int[named.size()];
        int known = 0;
        for (String type : named) {
            int number = state.types().indexOf(type);
            if (number >= 0) {
                types[known++] = number;
            }
        }
        Arrays.sort(types, 0, known);
        boolean any = criterion.tags().isEmpty() && named.isEmpty();
        return new Keys(tags(criterion.tags()), Arrays.copyOf(types, known), any, known == 0 && !named.isEmpty());
    }

    private static long[] tags(List<Tag> tags) {
        if (tags.isEmpty()) {
            return new long[] {PostingKey.EVERY};
        }
        long[] hashes = new long[tags.size()];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = PostingKey.hash(tags.get(i));
        }
        return hashes;
    }

    private StoredEvent event(long position) {
        return events.get(position).at(position);
    }

    /** The events in [from, to), all of which it holds. */
    List<StoredEvent> range(long from, long to) {
        IndexedEvent[] found = events.range(from, to).toArray(IndexedEvent[]::new);
        StoredEvent[] range = new StoredEvent[found.length];
        if (found.length < MANY) {
            Arrays.setAll(range, i -> found[i].at(from + i));
        } else {
            Arrays.parallelSetAll(range, i -> found[i].at(from + i));
        }
        return List.of(range);
    }

    /** The commits of these numbers, without {@code to}; all of which it holds. */
    List<Commit> commits(long from, long to) {
        if (from >= to) {
            return List.of();
        }
        List<Commit> found = new ArrayList<>();
        Hash prev = from == 0 ? Hash.ZERO : commits.get(from - 1).hash();
        for (IndexedCommit indexed : commits.range(from, to)) {
            Commit commit = commit(prev, indexed);
            found.add(commit);
            prev = commit.hash();
        }
        return found;
    }

    private Commit commit(Hash prev, IndexedCommit indexed) {
        List<Entry> entries = range(indexed.position(), indexed.size()).stream()
                .map(StoredEvent::entry)
                .toList();
        try {
            Commit commit = Commit.of(prev, Header.parse(indexed.header()), entries);
            if (!commit.hash().equals(indexed.hash())) {
                throw new IndexDamagedException("commit " + indexed.hash() + " has the hash " + commit.hash());
            }
            return commit;
        } catch (MalformedException e) {
            throw new IndexDamagedException("commit " + indexed.hash() + " is malformed", e);
        }
    }
}
