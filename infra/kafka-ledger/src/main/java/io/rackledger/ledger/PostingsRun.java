package io.rackledger.ledger;

import java.nio.ByteBuffer;
import java.util.function.LongPredicate;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.WriteBuffer;

/**
 * The positions of a stretch of events by tag and type, written once. Thread-safe.
 *
 * @param about  what is known of it
 * @param map    its blocks
 * @param filter of its tags
 */
record PostingsRun(About about, MVMap<PostingKey, byte[]> map, TagFilter filter) {
    /**
     * What is known of a run.
     *
     * @param id    names it
     * @param from  its first position
     * @param to    the position behind its last
     * @param tags  how many it has, each once
     * @param parts of its filter
     */
    record About(int id, long from, long to, long tags, int parts) {
        void write(WriteBuffer out) {
            out.putVarInt(id).putVarLong(from).putVarLong(to).putVarLong(tags).putVarInt(parts);
        }

        static About read(ByteBuffer in) {
            return new About(
                    DataUtils.readVarInt(in),
                    DataUtils.readVarLong(in),
                    DataUtils.readVarLong(in),
                    DataUtils.readVarLong(in),
                    DataUtils.readVarInt(in));
        }

        long events() {
            return to - from;
        }
    }

    PostingsReader reader() {
        return new PostingsReader(map, about.from());
    }

    /**
     * Visits the positions in [from, to) of events that carry all of these tags, type after type, each type's in their
     * order until {@code visit} says no.
     *
     * @param types in ascending order; none: all
     */
    void scan(long[] tags, int[] types, long from, long to, LongPredicate visit) {
        PostingsReader[] readers = new PostingsReader[tags.length];
        for (int i = 0; i < tags.length; i++) {
            if (!filter.mayHold(tags[i])) {
                return;
            }
            readers[i] = reader();
        }
        for (int type : types) {
            join(readers, tags, type, from, to, visit);
        }
        if (types.length == 0) {
            PostingsReader lead = reader();
            boolean found = lead.seek(new PostingKey(tags[0], 0, 0));
            while (found && lead.tag() == tags[0]) {
                join(readers, tags, lead.type(), from, to, visit);
                found = lead.seek(new PostingKey(tags[0], lead.type() + 1, 0));
            }
        }
    }

    /** Leapfrog: each list in turn goes on to where another stands, until all stand at the same position. */
    private static void join(PostingsReader[] readers, long[] tags, int type, long from, long to, LongPredicate visit) {
        for (int i = 0; i < readers.length; i++) {
            PostingsReader reader = readers[i];
            if (!reader.seek(new PostingKey(tags[i], type, from)) || reader.tag() != tags[i] || reader.type() != type) {
                return;
            }
        }
        long at = from;
        while (at < to) {
            long next = at;
            for (PostingsReader reader : readers) {
                next = reader.advance(next);
                if (next < 0 || next >= to) {
                    return;
                }
            }
            boolean everywhere = readers[0].advance(at) == next;
            if (everywhere && !visit.test(next)) {
                return;
            }
            at = everywhere ? next + 1 : next;
        }
    }
}
