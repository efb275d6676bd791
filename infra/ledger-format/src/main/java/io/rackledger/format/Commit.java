package io.rackledger.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One record of a ledger: all events of one decision, or none for a genesis or a seal. Immutable.
 *
 * <p>Its hash is SHA-256(0x02 ‖ prev ‖ length of header ‖ header ‖ number of entries ‖ leaf of each entry).
 */
public final class Commit {
    /** The first four bytes of every record: {@code RKLG}. */
    static final byte[] MAGIC = {'R', 'K', 'L', 'G'};

    /** The format that this program reads and writes. */
    static final int FORMAT = 1;

    static final int PREV_AT = MAGIC.length + 1;
    static final int HEADER_AT = PREV_AT + Hash.LENGTH;
    private static final byte COMMIT = 0x02;

    private final Hash prev;
    private final Header header;
    private final List<Entry> entries;
    private final byte[] headerBytes;
    private final Hash hash;

    private Commit(Hash prev, Header header, byte[] headerBytes, List<Entry> entries) {
        this.prev = prev;
        this.header = header;
        this.headerBytes = headerBytes;
        this.entries = List.copyOf(entries);
        this.hash = hash(prev, headerBytes, this.entries);
    }

    /** The commit that extends {@code prev} with these entries. */
    public static Commit of(Hash prev, Header header, List<Entry> entries) {
        return new Commit(prev, header, header.encode(), entries);
    }

    private static Hash hash(Hash prev, byte[] header, List<Entry> entries) {
        ByteBuffer leaves = ByteBuffer.allocate(entries.size() * Hash.LENGTH);
        entries.forEach(entry -> entry.leaf().put(leaves));
        return Hash.digest(COMMIT, prev.bytes(), number(header.length), header, number(entries.size()), leaves.array());
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    /** The value of the record. */
    public byte[] encode() {
        int length = HEADER_AT + Integer.BYTES + headerBytes.length + Integer.BYTES;
        for (Entry entry : entries) {
            length += Integer.BYTES + entry.length();
        }
        Writer out = new Writer(length)
                .raw(MAGIC)
                .u8(FORMAT)
                .hash(prev)
                .bytes(headerBytes)
                .u32(entries.size());
        entries.forEach(entry -> out.bytes(entry.canonicalShared()));
        return out.done();
    }

    /**
     * Reads the value of a record, wherever it stands.
     *
     * @throws MalformedException if it is not one, or not in this format
     */
    public static Commit read(byte[] value) throws MalformedException {
        if (!isRecord(value)) {
            throw new MalformedException("not a ledger record");
        }
        return parse(value);
    }

    /** Whether it is long enough for a record and begins as one. */
    static boolean isRecord(byte[] value) {
        return value.length >= HEADER_AT && Arrays.equals(value, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * Reads the value of a record that begins with {@link #MAGIC}.
     *
     * @throws MalformedException if it is not in this format
     */
    static Commit parse(byte[] value) throws MalformedException {
        int format = value[MAGIC.length] & 0xFF;
        if (format != FORMAT) {
            throw new MalformedException("format version " + format + ", and this program reads version 1");
        }
        Hash prev = new Reader(value, PREV_AT).hash();
        Reader in = new Reader(value, HEADER_AT);
        byte[] headerBytes = in.bytes();
        Header header = Header.parse(headerBytes);
        int count = in.count();
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            entries.add(Entry.parse(in.bytes()));
        }
        in.end();
        return new Commit(prev, header, headerBytes, entries);
    }

    public Hash prev() {
        return prev;
    }

    public Header header() {
        return header;
    }

    /** A copy of the header's encoding, which {@link Header#parse} reads. */
    public byte[] headerBytes() {
        return headerBytes.clone();
    }

    public List<Entry> entries() {
        return entries;
    }

    public Hash hash() {
        return hash;
    }

    /** Where the chain stands with this commit as its last. */
    public Head head() {
        return new Head(header.position() + entries.size(), hash, header.recordedAt());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Commit commit && hash.equals(commit.hash);
    }

    @Override
    public int hashCode() {
        return hash.hashCode();
    }

    @Override
    public String toString() {
        return header.kind() + " " + hash + " at " + header.position() + " with " + entries.size() + " events";
    }
}
