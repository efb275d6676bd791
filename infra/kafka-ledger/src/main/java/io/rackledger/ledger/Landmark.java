package io.rackledger.ledger;

import io.rackledger.format.Hash;
import io.rackledger.format.Head;
import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;

/**
 * An acknowledged commit, and where it stands in the log.
 *
 * @param head   where the chain stands with it
 * @param offset of its record
 */
record Landmark(Head head, long offset) {
    void write(WriteBuffer out) {
        out.putVarLong(head.size()).put(head.hash().bytes());
        InstantForm.write(out, head.recordedAt());
        out.putLong(offset);
    }

    static Landmark read(ByteBuffer in) {
        long size = DataUtils.readVarLong(in);
        byte[] hash = new byte[Hash.LENGTH];
        in.get(hash);
        return new Landmark(new Head(size, Hash.of(hash), InstantForm.read(in)), in.getLong());
    }
}
