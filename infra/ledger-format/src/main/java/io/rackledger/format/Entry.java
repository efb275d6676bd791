package io.rackledger.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One event in canonical bytes: the same event always has the same bytes, and only these bytes read as that event.
 * Immutable. Layout: {@code infra/docs/ledger-format.md}.
 */
public final class Entry {
    private static final int FORMAT = 1;
    private static final byte LEAF = 0x00;

    private final String id;
    private final String type;
    private final String version;
    private final Set<Tag> tags;
    private final Map<String, String> metadata;
    private final byte[] canonical;

    /** The body stands at the end of the canonical bytes. */
    private final int payloadLength;

    private Entry(
            String id,
            String type,
            String version,
            Collection<Tag> tags,
            Map<String, String> metadata,
            byte[] payload,
            byte @Nullable [] canonical) {
        this.id = id;
        this.type = Shared.of(type);
        this.version = Shared.of(version);
        this.tags = new Sorted.Tags(tags);
        this.metadata = new Sorted.Texts(metadata);
        this.payloadLength = payload.length;
        this.canonical = canonical == null ? encode(payload) : canonical;
    }

    /**
     * An entry.
     *
     * @param id       the event's id
     * @param type     its name, without version
     * @param version  the version of its payload
     * @param tags     by which it is found; order and repetition don't matter
     * @param metadata what is said about it; order doesn't matter
     * @param payload  its body; copied
     * @throws IllegalArgumentException if a text has no UTF-8 form
     */
    public static Entry of(
            String id,
            String type,
            String version,
            Collection<Tag> tags,
            Map<String, String> metadata,
            byte[] payload) {
        TreeMap<String, String> sorted = new TreeMap<>(Utf8::compare);
        sorted.putAll(metadata);
        return new Entry(id, type, version, new TreeSet<>(tags), sorted, payload, null);
    }

    private byte[] encode(byte[] payload) {
        Writer writer =
                new Writer().u8(FORMAT).text(id).text(type).text(version).u32(tags.size());
        for (Tag tag : tags) {
            writer.text(tag.key()).text(tag.value());
        }
        writer.u32(metadata.size());
        metadata.forEach((key, value) -> writer.text(key).text(value));
        return writer.bytes(payload).done();
    }

    /**
     * Reads canonical bytes.
     *
     * @throws MalformedException if they aren't canonical
     */
    public static Entry parse(byte[] canonical) throws MalformedException {
        Reader reader = new Reader(canonical);
        int format = reader.u8();
        if (format != FORMAT) {
            throw new MalformedException("entry format " + format + " where 1 is expected");
        }
        String id = reader.text();
        String type = reader.text();
        String version = reader.text();
        List<Tag> tags = tags(reader);
        Map<String, String> metadata = metadata(reader);
        byte[] payload = reader.bytes();
        reader.end();
        return new Entry(id, type, version, tags, metadata, payload, canonical.clone());
    }

    private static List<Tag> tags(Reader reader) throws MalformedException {
        List<Tag> tags = new ArrayList<>();
        int count = reader.count();
        for (int i = 0; i < count; i++) {
            Tag tag = new Tag(reader.text(), reader.text());
            if (!tags.isEmpty() && tags.getLast().compareTo(tag) >= 0) {
                throw new MalformedException("tags out of order");
            }
            tags.add(tag);
        }
        return tags;
    }

    private static Map<String, String> metadata(Reader reader) throws MalformedException {
        Map<String, String> metadata = new LinkedHashMap<>();
        int count = reader.count();
        String last = null;
        for (int i = 0; i < count; i++) {
            String key = reader.text();
            if (last != null && Utf8.compare(last, key) >= 0) {
                throw new MalformedException("metadata out of order");
            }
            metadata.put(key, reader.text());
            last = key;
        }
        return metadata;
    }

    public String id() {
        return id;
    }

    public String type() {
        return type;
    }

    public String version() {
        return version;
    }

    /** In their order. */
    public Set<Tag> tags() {
        return tags;
    }

    /** In the order of its keys. */
    public Map<String, String> metadata() {
        return metadata;
    }

    /** A copy of the body. */
    public byte[] payload() {
        return Arrays.copyOfRange(canonical, canonical.length - payloadLength, canonical.length);
    }

    /** A copy of the canonical bytes. */
    public byte[] canonical() {
        return canonical.clone();
    }

    /** How many canonical bytes it has. */
    public int length() {
        return canonical.length;
    }

    byte[] canonicalShared() {
        return canonical;
    }

    /** SHA-256(0x00 ‖ canonical bytes): the leaf of RFC 6962, section 2.1. */
    public Hash leaf() {
        return Hash.digest(LEAF, canonical);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Entry entry && Arrays.equals(canonical, entry.canonical);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(canonical);
    }

    @Override
    public String toString() {
        return type + ".v" + version + " " + id;
    }
}
