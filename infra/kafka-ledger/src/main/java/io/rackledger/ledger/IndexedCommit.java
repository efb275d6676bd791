package io.rackledger.ledger;

import io.rackledger.format.Commit;
import io.rackledger.format.Hash;
import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A commit as an index holds it, apart from its events.
 *
 * @param position of its first event; of the next event, if it has none
 * @param events   how many it has
 * @param hash     its own
 * @param header   the header's canonical bytes
 */
record IndexedCommit(long position, int events, Hash hash, byte[] header) {
    static final NumberedBlocks.Form<IndexedCommit> FORM = new NumberedBlocks.Form<>() {
        @Override
        public void write(WriteBuffer out, IndexedCommit commit, @Nullable IndexedCommit before) {
            out.putVarLong(commit.position).putVarInt(commit.events).put(commit.hash.bytes());
            out.putVarInt(commit.header.length).put(commit.header);
        }

        @Override
        public IndexedCommit read(ByteBuffer in, @Nullable IndexedCommit before) {
            long position = DataUtils.readVarLong(in);
            int events = DataUtils.readVarInt(in);
            byte[] hash = new byte[Hash.LENGTH];
            in.get(hash);
            byte[] header = new byte[DataUtils.readVarInt(in)];
            in.get(header);
            return new IndexedCommit(position, events, Hash.of(hash), header);
        }
    };

    static IndexedCommit of(Commit commit) {
        return new IndexedCommit(
                commit.header().position(), commit.entries().size(), commit.hash(), commit.headerBytes());
    }

    /** The number of events up to and including its own. */
    long size() {
        return position + events;
    }
}
