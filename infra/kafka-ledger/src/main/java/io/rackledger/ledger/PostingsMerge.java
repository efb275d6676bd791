package io.rackledger.ledger;

import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Makes one run of several that follow one another. */
final class PostingsMerge {
    /** What is larger is left alone: a merge takes long, and nothing else is written meanwhile. */
    private static final long MOST_EVENTS = 4L << 20;

    /** A run being read; those before it hold the earlier positions. */
    private record Part(int place, PostingsReader reader) {}

    private static final Comparator<Part> ORDER = Comparator.<Part>comparingLong(
                    part -> part.reader().tag())
            .thenComparingInt(part -> part.reader().type())
            .thenComparingInt(Part::place);

    private PostingsMerge() {}

    /**
     * From which run on they should become one: where that has eight times as many events, in whole powers, as the
     * largest of them, so that each event is written anew once a power. The number of runs, if none should.
     */
    static int firstToMerge(List<PostingsRun.About> runs) {
        long events = 0;
        int largest = 0;
        for (int first = runs.size() - 1; first >= 0 && events <= MOST_EVENTS; first--) {
            events += runs.get(first).events();
            largest = Math.max(largest, power(runs.get(first).events()));
            if (first < runs.size() - 1 && power(events) > largest && events <= MOST_EVENTS) {
                return first;
            }
        }
        return runs.size();
    }

    /** The highest power of eight within a number. */
    private static int power(long events) {
        return (Long.SIZE - 1 - Long.numberOfLeadingZeros(events)) / 3;
    }

    /** Writes what all of them hold, in order. */
    static void merge(List<PostingsRun> runs, PostingsWriter writer) {
        PriorityQueue<Part> parts = new PriorityQueue<>(ORDER);
        for (int place = 0; place < runs.size(); place++) {
            PostingsReader reader = runs.get(place).reader();
            if (reader.first()) {
                parts.add(new Part(place, reader));
            }
        }
        while (!parts.isEmpty()) {
            Part part = parts.remove();
            PostingsReader reader = part.reader();
            long tag = reader.tag();
            int type = reader.type();
            for (long position = reader.next(); position >= 0; position = reader.next()) {
                writer.add(tag, type, position);
            }
            if (reader.nextList()) {
                parts.add(part);
            }
        }
    }
}
