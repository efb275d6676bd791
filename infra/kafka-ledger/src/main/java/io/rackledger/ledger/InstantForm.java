package io.rackledger.ledger;

import java.nio.ByteBuffer;
import java.time.Instant;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;

/** An instant in bytes. */
final class InstantForm {
    private InstantForm() {}

    static void write(WriteBuffer out, Instant at) {
        out.putLong(at.getEpochSecond()).putVarInt(at.getNano());
    }

    static Instant read(ByteBuffer in) {
        return Instant.ofEpochSecond(in.getLong(), DataUtils.readVarInt(in));
    }
}
