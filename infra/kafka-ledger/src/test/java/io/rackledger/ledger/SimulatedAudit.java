package io.rackledger.ledger;

import io.rackledger.format.Anchor;
import io.rackledger.format.Hash;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a reader of the whole log must find, worked out from {@code infra/docs/ledger-format.md}. It shares no code with
 * {@code Chain}, so that a rule missing there is missed here. Of the format it knows as much as simulated records use.
 */
final class SimulatedAudit {
    private static final byte[] MAGIC = "RKLG".getBytes(StandardCharsets.US_ASCII);
    private static final int PREV_AT = 5;
    private static final int HEADER_AT = PREV_AT + Hash.LENGTH;
    private static final int WRITER_LENGTH = 16;
    private static final int GENESIS = 0;
    private static final int COMMIT = 2;

    private final String ledger;
    private final Set<Anchor> anchors = new HashSet<>();
    private final List<String> events = new ArrayList<>();
    private Anchor head = new Anchor(0, Hash.ZERO);
    private long recordedAtMicros;
    private String stopped = "";

    SimulatedAudit(String ledger) {
        this.ledger = ledger;
    }

    Anchor head() {
        return head;
    }

    long recordedAtMicros() {
        return recordedAtMicros;
    }

    /** The ids of all events that stand, by position. */
    List<String> events() {
        return events;
    }

    /** Whether that commit stands; what lies before the first one does. */
    boolean contains(Anchor anchor) {
        return anchor.hash().equals(Hash.ZERO) || anchors.contains(anchor);
    }

    /** Why reading ends; empty if it goes on. */
    String stopped() {
        return stopped;
    }

    /** A record's header as far as it counts, with the ids of its events. */
    private record Parsed(
            int kind,
            long position,
            long micros,
            boolean claims,
            Anchor claimed,
            String ledger,
            List<String> ids,
            Hash hash) {}

    void judge(byte[] value) {
        if (!stopped.isEmpty()
                || value.length < HEADER_AT
                || !Arrays.equals(MAGIC, Arrays.copyOf(value, MAGIC.length))) {
            return;
        }
        boolean extendsHead =
                Hash.of(Arrays.copyOfRange(value, PREV_AT, HEADER_AT)).equals(head.hash());
        Parsed parsed;
        try {
            parsed = parse(value);
        } catch (BufferUnderflowException | IllegalArgumentException | IndexOutOfBoundsException malformed) {
            stopped = extendsHead ? "malformed" : "";
            return;
        }
        if (parsed.claims() && !anchors.contains(parsed.claimed())) {
            stopped = "claims what does not stand";
        } else if (extendsHead) {
            stopped = broken(parsed);
            if (stopped.isEmpty()) {
                extend(parsed);
            }
        }
    }

    private String broken(Parsed parsed) {
        if ((parsed.kind() == GENESIS) != head.hash().equals(Hash.ZERO)) {
            return "no genesis, or a second one";
        }
        if (parsed.kind() == GENESIS && !parsed.ledger().equals(ledger)) {
            return "another ledger's genesis";
        }
        if ((parsed.kind() == COMMIT) == parsed.ids().isEmpty()) {
            return "a commit without events, or events without a commit";
        }
        if (parsed.position() != head.size()) {
            return "a gap in the positions";
        }
        return parsed.micros() < recordedAtMicros ? "time runs backwards" : "";
    }

    private void extend(Parsed parsed) {
        events.addAll(parsed.ids());
        recordedAtMicros = parsed.micros();
        head = new Anchor(parsed.position() + parsed.ids().size(), parsed.hash());
        anchors.add(head);
    }

    private static Parsed parse(byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(value);
        require(in.get(MAGIC.length) == 1);
        MessageDigest hash = sha256();
        hash.update((byte) 2);
        hash.update(value, PREV_AT, Hash.LENGTH);
        in.position(HEADER_AT);
        ByteBuffer header = ByteBuffer.wrap(bytes(in));
        hash.update(value, HEADER_AT, in.position() - HEADER_AT);
        int count = in.getInt();
        hash.update(value, in.position() - Integer.BYTES, Integer.BYTES);
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] entry = bytes(in);
            MessageDigest leaf = sha256();
            leaf.update((byte) 0);
            hash.update(leaf.digest(entry));
            ByteBuffer fields = ByteBuffer.wrap(entry);
            require(fields.get() == 1);
            ids.add(text(fields));
        }
        require(!in.hasRemaining());
        return header(header, ids, Hash.of(hash.digest()));
    }

    private static Parsed header(ByteBuffer in, List<String> ids, Hash hash) {
        int kind = in.get();
        require(kind >= GENESIS && kind <= COMMIT);
        long position = in.getLong();
        long micros = in.getLong();
        in.position(in.position() + WRITER_LENGTH);
        boolean claims = in.get() == 1;
        Anchor claimed = claims ? anchor(in) : new Anchor(0, Hash.ZERO);
        if (in.get() == 1) {
            anchor(in);
            in.getLong();
            for (int criteria = in.getInt(); criteria > 0; criteria--) {
                texts(in, in.getInt());
                texts(in, 2 * in.getInt());
            }
        }
        String named = kind == GENESIS ? text(in) : "";
        require(in.remaining() == (kind == GENESIS ? WRITER_LENGTH : 0));
        return new Parsed(kind, position, micros, claims, claimed, named, List.copyOf(ids), hash);
    }

    private static Anchor anchor(ByteBuffer in) {
        long size = in.getLong();
        byte[] hash = new byte[Hash.LENGTH];
        in.get(hash);
        return new Anchor(size, Hash.of(hash));
    }

    private static void texts(ByteBuffer in, int count) {
        for (int i = 0; i < count; i++) {
            text(in);
        }
    }

    private static String text(ByteBuffer in) {
        return new String(bytes(in), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(ByteBuffer in) {
        int length = in.getInt();
        require(length >= 0 && length <= in.remaining());
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static void require(boolean wellFormed) {
        if (!wellFormed) {
            throw new IllegalArgumentException("malformed");
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
