package io.rackledger.query.fold;

import io.rackledger.events.ValidTime;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;

/**
 * Collects the events that a figure rests on where they are many: only the first are kept, the rest are counted. Not
 * thread-safe.
 */
public final class Evidence {
    private static final int FIRST_CAPACITY = 8;
    private static final int MOST_SORTED = 1_000;

    private final PriorityQueue<Movement> first = new PriorityQueue<>(Movement.BY_TIME.reversed());
    private long[] positions = new long[FIRST_CAPACITY];
    private int size;
    private long latestDay;

    /** The events of these movements. */
    public static Because because(Stream<Movement> movements, String all) {
        Evidence evidence = new Evidence();
        movements.forEach(evidence::add);
        return evidence.because(all);
    }

    public void add(Movement movement) {
        long position = movement.position();
        if (size > 0 && positions[size - 1] == position) {
            return;
        }
        if (size == positions.length) {
            positions = Arrays.copyOf(positions, 2 * size);
        }
        positions[size++] = position;
        ValidTime at = movement.at();
        long day = at == null ? Long.MIN_VALUE : at.firstEpochDay();
        if (first.size() < Because.MOST
                || (day <= latestDay && Movement.BY_TIME.compare(movement, first.element()) < 0)) {
            keep(movement);
        }
    }

    private void keep(Movement movement) {
        if (first.stream().noneMatch(kept -> kept.position() == movement.position())) {
            first.add(movement);
            if (first.size() > Because.MOST) {
                first.remove();
            }
            ValidTime latest = first.element().at();
            latestDay = latest == null ? Long.MIN_VALUE : latest.firstEpochDay();
        }
    }

    /** The first of the events, and where all of them are. */
    public Because because(String all) {
        List<String> events =
                first.stream().sorted(Movement.BY_TIME).map(Movement::event).toList();
        return new Because(events, count(), all);
    }

    private int count() {
        if (size <= MOST_SORTED) {
            return (int) Arrays.stream(positions, 0, size).distinct().count();
        }
        BitSet distinct = new BitSet();
        for (int i = 0; i < size; i++) {
            distinct.set(Math.toIntExact(positions[i]));
        }
        return distinct.cardinality();
    }
}
