package io.rackledger.events.wire;

import java.nio.charset.StandardCharsets;
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
        int place = place(written.hashCode());
        T before = known.get(place);
        if (before != null && text.apply(before).equals(written)) {
            return before;
        }
        T value = parse.apply(written);
        known.set(place, value);
        return value;
    }

    /** The same, of a text in ASCII that is part of a body. */
    T of(byte[] body, int from, int to) {
        int hash = 0;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + body[i];
        }
        T before = known.get(place(hash));
        return before != null && isSame(text.apply(before), body, from, to)
                ? before
                : of(new String(body, from, to - from, StandardCharsets.US_ASCII));
    }

    private static int place(int hash) {
        return (hash ^ (hash >>> 16)) & (PLACES - 1);
    }

    private static boolean isSame(String text, byte[] body, int from, int to) {
        if (text.length() != to - from) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (text.charAt(i - from) != body[i]) {
                return false;
            }
        }
        return true;
    }
}
