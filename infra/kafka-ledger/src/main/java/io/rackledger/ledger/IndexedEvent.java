package io.rackledger.ledger;

import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.format.MalformedException;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * An event as an index holds it; its position is its number.
 *
 * @param commit     the number of its commit
 * @param recordedAt of its commit
 * @param hash       of its commit
 * @param canonical  the entry's canonical bytes
 */
record IndexedEvent(long commit, Instant recordedAt, Hash hash, byte[] canonical) {
    static final NumberedBlocks.Form<IndexedEvent> FORM = new NumberedBlocks.Form<>() {
        @Override
        public void write(WriteBuffer out, IndexedEvent event, @Nullable IndexedEvent before) {
            boolean same = before != null && before.commit == event.commit;
            out.putVarInt(same ? 1 : 0);
            if (!same) {
                out.putVarLong(event.commit);
                InstantForm.write(out, event.recordedAt);
                out.put(event.hash.bytes());
            }
            out.putVarInt(event.canonical.length).put(event.canonical);
        }

        @Override
        public IndexedEvent read(ByteBuffer in, @Nullable IndexedEvent before) {
            boolean same = DataUtils.readVarInt(in) == 1;
            if (same && before != null) {
                return new IndexedEvent(before.commit, before.recordedAt, before.hash, bytes(in));
            }
            long commit = DataUtils.readVarLong(in);
            Instant recordedAt = InstantForm.read(in);
            byte[] hash = new byte[Hash.LENGTH];
            in.get(hash);
            return new IndexedEvent(commit, recordedAt, Hash.of(hash), bytes(in));
        }
    };

    private static byte[] bytes(ByteBuffer in) {
        byte[] bytes = new byte[DataUtils.readVarInt(in)];
        in.get(bytes);
        return bytes;
    }

    /** As the ledger hands it out. */
    StoredEvent at(long position) {
        try {
            return new StoredEvent(position, recordedAt, hash, Entry.parse(canonical));
        } catch (MalformedException e) {
            throw new IndexDamagedException("event " + position + " is malformed", e);
        }
    }
}
