package io.rackledger.query.follow;

import io.rackledger.events.Confidence;
import io.rackledger.events.Recorded;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * Where an entity's facts stand in the ledger, when each may first have happened, and how well it is founded. Immutable.
 *
 * <p>Mostly facts are recorded in the order in which they happen, so that those that count by any date and position are
 * the first ones, and are found by halves.
 */
final class Dates {
    static final Dates NONE = new Dates(new long[0], new long[0], new byte[0]);

    private static final long ALWAYS = Long.MIN_VALUE;
    private static final int NANOS = 1_000_000_000;

    private final long[] positions;
    private final long[] earliest;
    private final byte[] confidences;
    private final boolean isInOrder;
    private final byte leastConfidence;

    private Dates(long[] positions, long[] earliest, byte[] confidences) {
        this.positions = positions;
        this.earliest = earliest;
        this.confidences = confidences;
        boolean inOrder = true;
        byte least = Byte.MAX_VALUE;
        for (int i = 0; i < positions.length; i++) {
            inOrder &= i == 0 || (positions[i - 1] < positions[i] && earliest[i - 1] <= earliest[i]);
            least = (byte) Math.min(least, confidences[i]);
        }
        this.isInOrder = inOrder;
        this.leastConfidence = least;
    }

    /** With those of more facts. */
    Dates with(List<Recorded> facts) {
        int size = size() + facts.size();
        long[] newPositions = Arrays.copyOf(positions, size);
        long[] newEarliest = Arrays.copyOf(earliest, size);
        byte[] newConfidences = Arrays.copyOf(confidences, size);
        for (int i = size(); i < size; i++) {
            Recorded fact = facts.get(i - size());
            newPositions[i] = fact.position();
            newEarliest[i] = Cut.isChange(fact) || fact.validAt() == null
                    ? ALWAYS
                    : nanos(fact.validAt().earliest());
            newConfidences[i] = (byte) fact.confidence().ordinal();
        }
        return new Dates(newPositions, newEarliest, newConfidences);
    }

    int size() {
        return positions.length;
    }

    long position(int i) {
        return positions[i];
    }

    /** How many count before the first that doesn't, and all if each counts. */
    int countingFirst(long size, long validAsOf, Confidence least) {
        int first = 0;
        if (!areFirst(least)) {
            while (first < size() && counts(first, size, validAsOf, least)) {
                first++;
            }
            return first;
        }
        int end = size();
        while (first < end) {
            int middle = (first + end) >>> 1;
            if (counts(middle, size, validAsOf, least)) {
                first = middle + 1;
            } else {
                end = middle;
            }
        }
        return first;
    }

    /** Whether none counts after one that doesn't, whatever the date and position. */
    boolean areFirst(Confidence least) {
        return isInOrder && leastConfidence >= least.ordinal();
    }

    /**
     * Whether a fact counts.
     *
     * @param size      events at positions before count
     * @param validAsOf in nanoseconds, see {@link #nanos}
     */
    boolean counts(int i, long size, long validAsOf, Confidence least) {
        return positions[i] < size && earliest[i] <= validAsOf && confidences[i] >= least.ordinal();
    }

    /** An instant as nanoseconds from 1970 on, or the nearest that a long can hold. */
    static long nanos(Instant instant) {
        long seconds = instant.getEpochSecond();
        if (seconds >= Long.MAX_VALUE / NANOS) {
            return Long.MAX_VALUE;
        }
        return seconds <= Long.MIN_VALUE / NANOS ? ALWAYS + 1 : seconds * NANOS + instant.getNano();
    }
}
