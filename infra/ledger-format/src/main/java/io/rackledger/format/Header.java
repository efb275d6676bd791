package io.rackledger.format;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a commit says about itself.
 *
 * @param kind         what it is
 * @param position     of its first event; of the next event, if it has none
 * @param recordedAt   when it was chained, to the microsecond
 * @param writer       16 random bytes in hexadecimal, drawn at each opening
 * @param acknowledged the last commit that the writer knew to be acknowledged
 * @param decidedOn    what it was decided on; null where nothing was asked
 * @param genesis      names the ledger; in a genesis only
 */
public record Header(
        Kind kind,
        long position,
        Instant recordedAt,
        String writer,
        @Nullable Anchor acknowledged,
        @Nullable DecidedOn decidedOn,
        @Nullable Genesis genesis) {
    /** What a record is. */
    public enum Kind {
        GENESIS,
        SEAL,
        COMMIT
    }

    /** A ledger's name and 16 random bytes in hexadecimal, so that two ledgers never look alike. */
    public record Genesis(String ledger, String incarnation) {
        /**
         * @throws IllegalArgumentException if the incarnation is anything else
         */
        public Genesis {
            incarnation = random16(incarnation);
        }
    }

    private static final int RANDOM_BYTES = 16;
    private static final long MICROS = 1_000_000;

    /**
     * @throws IllegalArgumentException if the writer is anything else, or a genesis names no ledger, or another does
     */
    public Header {
        recordedAt = recordedAt.truncatedTo(ChronoUnit.MICROS);
        writer = random16(writer);
        if ((kind == Kind.GENESIS) != (genesis != null)) {
            throw new IllegalArgumentException("a genesis names its ledger, and nothing else does");
        }
    }

    private static String random16(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != RANDOM_BYTES) {
            throw new IllegalArgumentException("16 bytes in hexadecimal, not '" + hex + "'");
        }
        return HexFormat.of().formatHex(bytes);
    }

    byte[] encode() {
        Writer out = new Writer()
                .u8(kind.ordinal())
                .i64(position)
                .i64(micros(recordedAt))
                .raw(HexFormat.of().parseHex(writer));
        anchor(out, acknowledged);
        out.u8(decidedOn == null ? 0 : 1);
        if (decidedOn != null) {
            out.i64(decidedOn.anchor().size()).hash(decidedOn.anchor().hash()).i64(decidedOn.marker());
            out.u32(decidedOn.criteria().size());
            decidedOn.criteria().forEach(criterion -> criterion(out, criterion));
        }
        if (genesis != null) {
            out.text(genesis.ledger()).raw(HexFormat.of().parseHex(genesis.incarnation()));
        }
        return out.done();
    }

    /** Negative times count from the second above, or the earliest would overflow. */
    private static long micros(Instant at) {
        int micros = at.getNano() / 1000;
        return at.getEpochSecond() < 0
                ? Math.addExact(Math.multiplyExact(at.getEpochSecond() + 1, MICROS), micros - MICROS)
                : Math.addExact(Math.multiplyExact(at.getEpochSecond(), MICROS), micros);
    }

    private static void anchor(Writer out, @Nullable Anchor anchor) {
        out.u8(anchor == null ? 0 : 1);
        if (anchor != null) {
            out.i64(anchor.size()).hash(anchor.hash());
        }
    }

    private static void criterion(Writer out, Criterion criterion) {
        out.u32(criterion.types().size());
        criterion.types().forEach(out::text);
        out.u32(criterion.tags().size());
        criterion.tags().forEach(tag -> out.text(tag.key()).text(tag.value()));
    }

    /**
     * Reads the header's encoding.
     *
     * @throws MalformedException if it is none
     */
    public static Header parse(byte[] bytes) throws MalformedException {
        Reader in = new Reader(bytes);
        Kind kind = kind(in.u8());
        long position = in.i64();
        long micros = in.i64();
        Instant recordedAt = Instant.ofEpochSecond(Math.floorDiv(micros, MICROS), Math.floorMod(micros, MICROS) * 1000);
        String writer = HexFormat.of().formatHex(in.raw(RANDOM_BYTES));
        Anchor acknowledged = flag(in) ? new Anchor(in.i64(), in.hash()) : null;
        DecidedOn decidedOn = flag(in) ? new DecidedOn(new Anchor(in.i64(), in.hash()), in.i64(), criteria(in)) : null;
        Genesis genesis =
                kind == Kind.GENESIS ? new Genesis(in.text(), HexFormat.of().formatHex(in.raw(RANDOM_BYTES))) : null;
        in.end();
        return new Header(kind, position, recordedAt, writer, acknowledged, decidedOn, genesis);
    }

    private static Kind kind(int code) throws MalformedException {
        if (code >= Kind.values().length) {
            throw new MalformedException("record kind " + code + " is unknown");
        }
        return Kind.values()[code];
    }

    private static boolean flag(Reader in) throws MalformedException {
        int flag = in.u8();
        if (flag > 1) {
            throw new MalformedException("a flag of " + flag);
        }
        return flag == 1;
    }

    private static List<Criterion> criteria(Reader in) throws MalformedException {
        int count = in.count();
        List<Criterion> criteria = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> types = new ArrayList<>();
            int typeCount = in.count();
            for (int t = 0; t < typeCount; t++) {
                types.add(in.text());
            }
            List<Tag> tags = new ArrayList<>();
            int tagCount = in.count();
            for (int t = 0; t < tagCount; t++) {
                tags.add(new Tag(in.text(), in.text()));
            }
            criteria.add(criterion(types, tags));
        }
        return criteria;
    }

    private static Criterion criterion(List<String> types, List<Tag> tags) throws MalformedException {
        Criterion sorted = Criterion.of(types, tags);
        if (!sorted.types().equals(types) || !sorted.tags().equals(tags)) {
            throw new MalformedException("a criterion out of order");
        }
        return sorted;
    }
}
