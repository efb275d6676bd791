package io.rackledger.format;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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
    private final Sorted.Tags tags;
    private final Sorted.Texts metadata;
    private final byte[] canonical;

    /** The body stands at the end of the canonical bytes. */
    private final int payloadFrom;

    /** Reads bytes that nobody else writes to. */
    private Entry(byte[] canonical) throws MalformedException {
        Reader reader = new Reader(canonical);
        int format = reader.u8();
        if (format != FORMAT) {
            throw new MalformedException("entry format " + format + " where 1 is expected");
        }
        this.canonical = canonical;
        this.id = reader.text();
        this.type = reader.text();
        this.version = reader.text();
        int tagCount = reader.count();
        this.tags = new Sorted.Tags(canonical, reader.at(), tagCount);
        reader.ascending(tagCount, true, "tags");
        int metadataCount = reader.count();
        this.metadata = new Sorted.Texts(canonical, reader.at(), metadataCount);
        reader.ascending(metadataCount, false, "metadata");
        int payloadLength = reader.u32();
        this.payloadFrom = reader.at();
        reader.pass(payloadLength);
        reader.end();
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
        Writer writer = new Writer().u8(FORMAT).text(id).text(type).text(version);
        Set<Tag> ascending = new TreeSet<>(tags);
        writer.u32(ascending.size());
        ascending.forEach(tag -> writer.text(tag.key()).text(tag.value()));
        writer.u32(sorted.size());
        sorted.forEach((key, value) -> writer.text(key).text(value));
        try {
            return new Entry(writer.bytes(payload).done());
        } catch (MalformedException e) {
            throw new IllegalStateException("what was written can't be read", e);
        }
    }

    /**
     * Reads canonical bytes.
     *
     * @throws MalformedException if they aren't canonical
     */
    public static Entry parse(byte[] canonical) throws MalformedException {
        return new Entry(canonical.clone());
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
        return Arrays.copyOfRange(canonical, payloadFrom, canonical.length);
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
