package io.rackledger.ledger;

import io.rackledger.format.Tag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** The positions of recent events by tag and type, in the order of a run. */
final class RecentLists {
    private record Listed(long tag, int type, Postings positions) {}

    private static final Comparator<Listed> ORDER =
            Comparator.comparingLong(Listed::tag).thenComparingInt(Listed::type);

    private final List<Listed> lists = new ArrayList<>();

    /**
     * Lists of events.
     *
     * @param types the numbers of all their types
     */
    RecentLists(RecentEvents recent, Map<String, Integer> types) {
        add(PostingKey.EVERY, recent.byType(), types);
        for (Map.Entry<Tag, Map<String, Postings>> tag : recent.byTag().entrySet()) {
            add(PostingKey.hash(tag.getKey()), tag.getValue(), types);
        }
        lists.sort(ORDER);
    }

    private void add(long tag, Map<String, Postings> byType, Map<String, Integer> types) {
        byType.forEach((type, positions) -> lists.add(
                new Listed(tag, Objects.requireNonNull(types.get(type), "the number of " + type), positions)));
    }

    void writeTo(PostingsWriter writer) {
        for (int i = 0; i < lists.size(); ) {
            Listed first = lists.get(i++);
            if (i == lists.size() || ORDER.compare(first, lists.get(i)) != 0) {
                first.positions.forEach(0, Long.MAX_VALUE, position -> {
                    writer.add(first.tag, first.type, position);
                    return true;
                });
            } else {
                i = writeAlike(i - 1, writer);
            }
        }
    }

    /** Lists of tags that share a hash, as one. */
    private int writeAlike(int from, PostingsWriter writer) {
        Listed first = lists.get(from);
        TreeSet<Long> positions = new TreeSet<>();
        int end = from;
        for (; end < lists.size() && ORDER.compare(first, lists.get(end)) == 0; end++) {
            lists.get(end).positions.forEach(0, Long.MAX_VALUE, position -> {
                positions.add(position);
                return true;
            });
        }
        positions.forEach(position -> writer.add(first.tag, first.type, position));
        return end;
    }
}
