package io.rackledger.events;

import org.jspecify.annotations.Nullable;

/** A source document is known from now on; its text is identified by its SHA-256, in lower-case hexadecimal. */
public record SourceRegistered(
        SourceId source,
        String title,
        String publisher,
        @Nullable ValidTime retrievedOn,
        String sha256) implements Event {}
