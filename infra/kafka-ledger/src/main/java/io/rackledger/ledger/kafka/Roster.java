package io.rackledger.ledger.kafka;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is meant to write which ledger, as every member of the group is told.
 *
 * @param writers by topic
 * @param members how many there are in the group
 */
record Roster(Map<String, Instance> writers, int members) {
    private static final int VERSION = 1;

    Roster {
        writers = Map.copyOf(writers);
    }

    ByteBuffer encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(members);
            out.writeShort(writers.size());
            for (Map.Entry<String, Instance> writer : writers.entrySet()) {
                out.writeUTF(writer.getKey());
                out.writeUTF(writer.getValue().id());
                out.writeUTF(writer.getValue().address().toString());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes what is written to it", e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /** What the group's leader told; null if it isn't understood. */
    static @Nullable Roster decode(@Nullable ByteBuffer data) {
        if (data == null) {
            return null;
        }
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                return null;
            }
            int members = in.readInt();
            Map<String, Instance> writers = new HashMap<>();
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                writers.put(in.readUTF(), new Instance(in.readUTF(), URI.create(in.readUTF())));
            }
            return new Roster(writers, members);
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }
}
