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
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The events of a stretch of a ledger, in memory, by position and by (tag, type). Guarded by the index's lock until
 * nothing is added any more.
 */
final class RecentEvents {
    private final Head before;
    private final long firstCommit;
    private final List<StoredEvent> events = new ArrayList<>();
    private final List<Commit> commits = new ArrayList<>();
    private final Map<Tag, Map<String, Postings>> byTag = new HashMap<>();
    private final Map<String, Postings> byType = new TreeMap<>();
    private final Lineage lineage = new Lineage();
    private Head tip;
    private @Nullable IndexedHead sealed;

    /** The stretch behind that commit, which is as many from the ledger's first. */
    RecentEvents(Head before, long firstCommit) {
        this.before = before;
        this.firstCommit = firstCommit;
        this.tip = before;
    }

    /** The last commit; that before, if there is none. */
    Head tip() {
        return tip;
    }

    /** The position of the first event. */
    long from() {
        return before.size();
    }

    /** The number of the first commit. */
    long firstCommit() {
        return firstCommit;
    }

    List<StoredEvent> events() {
        return events;
    }

    List<Commit> commits() {
        return commits;
    }

    Map<Tag, Map<String, Postings>> byTag() {
        return byTag;
    }

    Map<String, Postings> byType() {
        return byType;
    }

    /** Nothing is added any more, and all of it is acknowledged. */
    void seal(IndexedHead head) {
        sealed = head;
    }

    /**
     * The last commit, once it is sealed.
     *
     * @throws IllegalStateException before
     */
    IndexedHead sealed() {
        if (sealed == null) {
            throw new IllegalStateException("not sealed");
        }
        return sealed;
    }

    /** Those of the commits with these numbers, without {@code to}, that it holds. */
    List<Commit> commits(long from, long to) {
        int start = (int) Math.max(0, from - firstCommit);
        int end = (int) Math.min(commits.size(), to - firstCommit);
        return start >= end ? List.of() : commits.subList(start, end);
    }

    /** Whether that commit is one of these. */
    boolean contains(Anchor anchor) {
        return lineage.contains(anchor);
    }

    /** Whether that commit is one of so many first of these. */
    boolean contains(Anchor anchor, int first) {
        int index = lineage.indexOf(anchor);
        return index >= 0 && index < first;
    }

    /** Adds a commit that extends the tip. */
    void apply(Commit commit) {
        if (!commit.prev().equals(tip.hash())) {
            throw new IllegalStateException(commit + " does not extend the tip " + tip);
        }
        Hash hash = commit.hash();
        for (Entry entry : commit.entries()) {
            add(new StoredEvent(from() + events.size(), commit.header().recordedAt(), hash, entry));
        }
        commits.add(commit);
        tip = commit.head();
        lineage.add(tip.anchor());
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

    /**
     * Takes back every commit beyond {@code head}.
     *
     * @throws IllegalArgumentException if that is neither one of these nor the one before
     */
    void truncate(Head head) {
        boolean all = head.hash().equals(before.hash());
        lineage.truncate(all ? Head.EMPTY.anchor() : head.anchor());
        while (from() + events.size() > head.size()) {
            remove(events.removeLast());
        }
        while (!commits.isEmpty() && (all || !commits.getLast().hash().equals(head.hash()))) {
            commits.removeLast();
        }
        tip = head;
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
        long[] first = {Long.MAX_VALUE};
        for (Criterion criterion : criteria) {
            scan(criterion, from, Long.MAX_VALUE, position -> {
                first[0] = Math.min(first[0], position);
                return false;
            });
        }
        return first[0] == Long.MAX_VALUE ? -1 : first[0];
    }

    /** The events in [from, to) that match any criterion, in their order. */
    List<StoredEvent> source(Collection<Criterion> criteria, long from, long to) {
        List<Long> found = new ArrayList<>();
        for (Criterion criterion : criteria) {
            scan(criterion, from, to, found::add);
        }
        return found.stream().sorted().distinct().map(this::event).toList();
    }

    /** Those of the events in [from, to) that it holds. */
    List<StoredEvent> range(long from, long to) {
        int start = (int) Math.max(0, from - from());
        int end = (int) Math.min(events.size(), to - from());
        return start >= end ? List.of() : events.subList(start, end);
    }

    private StoredEvent event(long position) {
        return events.get((int) (position - from()));
    }

    private void scan(Criterion criterion, long from, long to, LongPredicate visit) {
        if (criterion.tags().isEmpty()) {
            scan(byType, criterion, from, to, visit);
            return;
        }
        Map<String, Postings> smallest = Map.of();
        long fewest = Long.MAX_VALUE;
        for (Tag tag : criterion.tags()) {
            Map<String, Postings> types = byTag.get(tag);
            if (types == null) {
                return;
            }
            long count = criterion.tags().size() == 1 ? 0 : count(types, criterion);
            if (count < fewest) {
                fewest = count;
                smallest = types;
            }
        }
        scan(smallest, criterion, from, to, visit);
    }

    private static long count(Map<String, Postings> types, Criterion criterion) {
        long count = 0;
        for (String type : criterion.types().isEmpty() ? types.keySet() : criterion.types()) {
            Postings postings = types.get(type);
            count += postings == null ? 0 : postings.size();
        }
        return count;
    }

    private void scan(Map<String, Postings> types, Criterion criterion, long from, long to, LongPredicate visit) {
        LongPredicate checked = criterion.tags().size() < 2
                ? visit
                : position -> !event(position).entry().tags().containsAll(criterion.tags()) || visit.test(position);
        for (String type : criterion.types().isEmpty() ? types.keySet() : criterion.types()) {
            Postings postings = types.get(type);
            if (postings != null) {
                postings.forEach(from, to, checked);
            }
        }
    }
}
