package io.rackledger.events.wire;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;

/**
 * Values that were read before, by their texts: a ledger names the same few parties and days over and over, and who reads
 * all of it need neither check nor hold each anew. What came up last takes the place of what came up before. Thread-safe.
 *
 * @param <T> an immutable value
 */
final class Known<T> {
    private static final int PLACES = 1 << 13;

    private final AtomicReferenceArray<T> known = new AtomicReferenceArray<>(PLACES);
    private final Function<String, T> parse;
    private final Function<? super T, String> text;

    /**
     * Values of a kind.
     *
     * @param parse reads a text, or throws
     * @param text  gives it back as it was read
     */
    Known(Function<String, T> parse, Function<? super T, String> text) {
        this.parse = parse;
        this.text = text;
    }

    /** The value of a text; throws what parsing throws. */
    T of(String written) {
        int hash = written.hashCode();
        int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
        T before = known.get(place);
        if (before != null && text.apply(before).equals(written)) {
            return before;
        }
        T value = parse.apply(written);
        known.set(place, value);
        return value;
    }
}
