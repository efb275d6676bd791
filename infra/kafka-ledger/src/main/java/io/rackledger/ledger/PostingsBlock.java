package io.rackledger.ledger;

import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Some kilobytes of a run: lists of positions in the order of their keys. It knows where the next block begins, so that
 * what it doesn't hold is known not to be there.
 *
 * <p>A list is a number, twice that of its type plus one, one less if the tag is that of the list before; else the tag;
 * then the distances from position to position, the first from {@code base}; then 0. Behind the last list stands 0.
 *
 * @param opens whether it is the run's first
 * @param first where it begins
 * @param end   where the next block begins; null if there is none
 * @param lists its lists
 */
record PostingsBlock(
        boolean opens, PostingKey first, @Nullable PostingKey end, ByteBuffer lists) {
    boolean covers(PostingKey key) {
        return (opens || first.compareTo(key) <= 0) && (end == null || key.compareTo(end) < 0);
    }

    byte[] sealed() {
        WriteBuffer out = new WriteBuffer(lists.remaining() + 64);
        out.putVarInt((opens ? 1 : 0) + (end == null ? 2 : 0));
        first.write(out);
        if (end != null) {
            end.write(out);
        }
        return Checksum.sealed(out.put(lists.duplicate()));
    }

    static PostingsBlock opened(byte @Nullable [] sealed, String what) {
        ByteBuffer in = Checksum.opened(sealed, what);
        int flags = in.get();
        PostingKey first = PostingKey.read(in);
        PostingKey end = (flags & 2) == 0 ? PostingKey.read(in) : null;
        return new PostingsBlock((flags & 1) != 0, first, end, in.slice());
    }
}
