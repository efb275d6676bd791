package io.rackledger.format;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Texts and tags that entries have in common, so that a ledger in memory holds each once rather than once an entry. What
 * came up last takes the place of what came up before: forgotten is only that it was shared. Thread-safe.
 */
final class Shared {
    /** Longer texts are rarely alike. */
    private static final int LONGEST = 64;

    private static final int PLACES = 1 << 16;
    private static final AtomicReferenceArray<Object> KNOWN = new AtomicReferenceArray<>(PLACES);

    private Shared() {}

    static String of(String text) {
        return text.length() > LONGEST ? text : (String) one(text);
    }

    static Tag of(Tag tag) {
        return (Tag) one(new Tag(of(tag.key()), of(tag.value())));
    }

    /** What equals it and came up before, or else itself from now on. */
    private static Object one(Object value) {
        int hash = value.hashCode();
        int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
        Object known = KNOWN.get(place);
        if (value.equals(known)) {
            return known;
        }
        KNOWN.set(place, value);
        return value;
    }
}
