package io.rackledger.ledger.kafka;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a member says of itself when it joins the group.
 *
 * @param instance   who it is
 * @param generation of the group, in which it last was assigned anything; −1 before
 * @param held       the topics that it was assigned then
 * @param ready      the topics that it has read to their ends
 */
record Claim(Instance instance, int generation, Set<String> held, Set<String> ready) {
    private static final int VERSION = 1;

    Claim {
        held = Set.copyOf(held);
        ready = Set.copyOf(ready);
    }

    ByteBuffer encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeUTF(instance.id());
            out.writeUTF(instance.address().toString());
            out.writeInt(generation);
            write(out, held);
            write(out, ready);
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes what is written to it", e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    private static void write(DataOutputStream out, Collection<String> texts) throws IOException {
        out.writeShort(texts.size());
        for (String text : texts) {
            out.writeUTF(text);
        }
    }

    /** What a member said; null if it isn't understood, as that of a stranger or of another version. */
    static @Nullable Claim decode(@Nullable ByteBuffer data) {
        if (data == null) {
            return null;
        }
        byte[] bytes = new byte[data.remaining()];
        data.duplicate().get(bytes);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (in.readByte() != VERSION) {
                return null;
            }
            Instance instance = new Instance(in.readUTF(), URI.create(in.readUTF()));
            int generation = in.readInt();
            return new Claim(instance, generation, Set.copyOf(texts(in)), Set.copyOf(texts(in)));
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private static List<String> texts(DataInputStream in) throws IOException {
        List<String> texts = new ArrayList<>();
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            texts.add(in.readUTF());
        }
        return texts;
    }
}
