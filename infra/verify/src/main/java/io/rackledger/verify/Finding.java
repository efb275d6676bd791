package io.rackledger.verify;

import java.util.Locale;

/**
 * Something that is not as it should be.
 *
 * @param what  kind of thing
 * @param from  the first event that it is about; −1 if that can't be told
 * @param to    behind the last
 * @param said  a sentence for people
 */
record Finding(What what, long from, long to, String said) {
    /** What can be wrong. */
    enum What {
        /** Lines that can't be read, or are out of order. */
        FILE,
        /** A record that is none, or breaks a rule of the chain. */
        RECORD,
        /** A record that was changed after the next was written. */
        CHANGED,
        /** Events that are not there. */
        MISSING,
        /** A record that stands where it doesn't belong. */
        MISPLACED,
        /** What stands beside a record and isn't what the record says. */
        BESIDE,
        /** A checkpoint that is not to be believed. */
        CHECKPOINT,
        /** The events are not those that were signed. */
        SIGNED_OTHERWISE,
        /** A view that is not what the events come to. */
        VIEW
    }

    static Finding of(What what, String said) {
        return new Finding(what, -1, -1, said);
    }

    /** The events of a stretch, in words. */
    static String events(long from, long to) {
        return to - from == 1
                ? String.format(Locale.ROOT, "event %,d", from)
                : String.format(Locale.ROOT, "events %,d to %,d", from, to - 1);
    }
}
