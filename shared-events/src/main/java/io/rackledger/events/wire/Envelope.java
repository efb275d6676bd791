package io.rackledger.events.wire;

import io.rackledger.events.Confidence;
import io.rackledger.events.Event;
import io.rackledger.events.Mode;
import io.rackledger.events.Provenance;
import io.rackledger.events.Recorded;
import io.rackledger.events.SourceId;
import io.rackledger.events.ValidTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands beside an event's body in the ledger, as metadata of plain text: when it was valid, where it comes from,
 * who sent which command.
 */
public final class Envelope {
    /** The SHA-256 of the command's body, so that one id can't stand for two commands. */
    public static final String BODY = "body";

    private static final String VALID_AT = "validAt";
    private static final String MODE = "mode";
    private static final String SOURCE = "source";
    private static final String QUOTE = "quote";
    private static final String ASSERTER = "asserter";
    private static final String CONFIDENCE = "confidence";
    private static final String ACTOR = "actor";
    private static final String COMMAND = "command";
    private static final String CORRELATION = "correlation";

    private static final Known<ValidTime> TIMES = new Known<>(ValidTime::parse, ValidTime::text);
    private static final Known<SourceId> SOURCES = new Known<>(SourceId::new, SourceId::value);

    private Envelope() {}

    /** Writes metadata; what is null is left out. */
    public static Map<String, String> metadata(
            String command,
            String bodyHash,
            Mode mode,
            @Nullable Provenance provenance,
            @Nullable ValidTime validAt,
            String actor,
            @Nullable String correlation) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(COMMAND, command);
        metadata.put(BODY, bodyHash);
        metadata.put(MODE, mode.name());
        metadata.put(ACTOR, actor);
        put(metadata, VALID_AT, validAt);
        put(metadata, CORRELATION, correlation);
        if (provenance != null) {
            metadata.put(SOURCE, provenance.source().value());
            metadata.put(CONFIDENCE, provenance.confidence().name());
            put(metadata, QUOTE, provenance.quote());
            put(metadata, ASSERTER, provenance.asserter());
        }
        return metadata;
    }

    private static void put(Map<String, String> metadata, String key, @Nullable Object value) {
        if (value != null) {
            metadata.put(key, value.toString());
        }
    }

    /**
     * Reads an event with its metadata.
     *
     * @throws UnknownEventException if they aren't ours
     */
    public static Recorded read(
            EventCodec codec,
            long position,
            String id,
            Instant recordedAt,
            String type,
            String version,
            Map<String, String> metadata,
            byte[] body) {
        try {
            Event event = codec.decode(type, Integer.parseInt(version), body);
            return recorded(position, id, recordedAt, metadata, event);
        } catch (IllegalArgumentException e) {
            throw new UnknownEventException("event " + id + " at position " + position + ": " + e.getMessage(), e);
        }
    }

    /** An event as it will be read once it is recorded, but for its position, which is −1. */
    public static Recorded draft(String id, Instant at, Map<String, String> metadata, Event event) {
        return recorded(-1, id, at, metadata, event);
    }

    /** When an event with that metadata happened in the world; null if no one says. */
    public static @Nullable ValidTime validAt(Map<String, String> metadata) {
        String validAt = metadata.get(VALID_AT);
        return validAt == null ? null : TIMES.of(validAt);
    }

    private static Recorded recorded(
            long position, String id, Instant recordedAt, Map<String, String> metadata, Event event) {
        return new Recorded(
                position,
                id,
                recordedAt,
                validAt(metadata),
                Mode.valueOf(required(metadata, MODE)),
                provenance(metadata),
                required(metadata, ACTOR),
                required(metadata, COMMAND),
                metadata.get(CORRELATION),
                event);
    }

    private static @Nullable Provenance provenance(Map<String, String> metadata) {
        String source = metadata.get(SOURCE);
        return source == null
                ? null
                : new Provenance(
                        SOURCES.of(source),
                        metadata.get(QUOTE),
                        metadata.get(ASSERTER),
                        Confidence.valueOf(required(metadata, CONFIDENCE)));
    }

    private static String required(Map<String, String> metadata, String key) {
        String value = metadata.get(key);
        if (value == null) {
            throw new IllegalArgumentException("no " + key);
        }
        return value;
    }
}
