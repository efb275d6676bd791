package io.rackledger.query.fold;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The events that a figure rests on.
 *
 * @param events at most 50 ids, in the order of their valid time
 * @param count  how many there are in all
 * @param all    where the whole list is
 */
public record Because(List<String> events, int count, String all) {
    static final int MOST = 50;

    /** The first of the given ids, without repetitions. */
    public static Because of(Collection<String> ids, String all) {
        List<String> distinct = ids.stream().distinct().toList();
        return new Because(List.copyOf(distinct.subList(0, Math.min(MOST, distinct.size()))), distinct.size(), all);
    }

    /** These, and then those of another figure; the two have no event in common. */
    public Because then(Because others) {
        List<String> more = new ArrayList<>(events);
        more.addAll(others.events);
        return new Because(List.copyOf(more.subList(0, Math.min(MOST, more.size()))), count + others.count, all);
    }

    /** The same after one more event. */
    public Because after(String event) {
        List<String> more = new ArrayList<>(List.of(event));
        more.addAll(events);
        return new Because(List.copyOf(more.subList(0, Math.min(MOST, more.size()))), count + 1, all);
    }
}
