package io.rackledger.events;

import org.jspecify.annotations.Nullable;

/**
 * Where a fact comes from.
 *
 * @param source     the document
 * @param quote      what it says, at most 500 characters before it is encrypted
 * @param asserter   who says it
 * @param confidence how well it is founded
 */
public record Provenance(
        SourceId source, @Nullable String quote, @Nullable String asserter, Confidence confidence) {
    private static final int LONGEST_QUOTE = 500;

    public Provenance {
        if (quote != null && !EncryptedText.isWithin(LONGEST_QUOTE, quote)) {
            throw new IllegalArgumentException("quote must not be longer than 500 characters");
        }
    }
}
