package io.rackledger.ledger;

import io.rackledger.format.Hash;
import io.rackledger.format.Head;
import io.rackledger.format.Header;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;

/**
 * What an index holds: written in one with it, and what lies beyond is not there.
 *
 * @param ledger its name
 * @param head   the last commit
 * @param types  the names of all types of events, by their numbers
 * @param runs   in the order of their positions
 */
record IndexState(String ledger, IndexedHead head, List<String> types, List<PostingsRun.About> runs) {
    /** Of what is written. Another layout is not read, but written anew. */
    static final int LAYOUT = 2;

    /** One that is read, too: a restart judges the log from the head on until there is more to go by. */
    private static final int WITHOUT_WAY_BACK = 1;

    private static final int FIRST_CAPACITY = 1024;

    IndexState {
        types = List.copyOf(types);
        runs = List.copyOf(runs);
    }

    static IndexState empty(String ledger) {
        return new IndexState(ledger, IndexedHead.NONE, List.of(), List.of());
    }

    byte[] sealed() {
        WriteBuffer out = new WriteBuffer(FIRST_CAPACITY);
        out.putVarInt(LAYOUT);
        text(out, ledger);
        Header.Genesis genesis = head.genesis();
        text(out, genesis == null ? "" : genesis.incarnation());
        out.putVarLong(head.head().size()).put(head.head().hash().bytes());
        InstantForm.write(out, head.head().recordedAt());
        out.putVarLong(head.commits()).putLong(head.offset());
        WayBack back = head.back();
        if (back != null) {
            back.write(out);
        }
        out.putVarInt(types.size());
        types.forEach(type -> text(out, type));
        out.putVarInt(runs.size());
        runs.forEach(run -> run.write(out));
        return Checksum.sealed(out);
    }

    /**
     * Reads what was written.
     *
     * @throws IndexDamagedException if it is of another layout, or isn't what was written
     */
    static IndexState opened(byte[] sealed) {
        ByteBuffer in = Checksum.opened(sealed, "what it holds");
        int layout = DataUtils.readVarInt(in);
        if (layout != LAYOUT && layout != WITHOUT_WAY_BACK) {
            throw new IndexDamagedException("it is of layout " + layout + " and this program reads " + LAYOUT);
        }
        String ledger = text(in);
        return new IndexState(ledger, head(in, ledger, layout), texts(in), runs(in));
    }

    private static IndexedHead head(ByteBuffer in, String ledger, int layout) {
        String incarnation = text(in);
        long size = DataUtils.readVarLong(in);
        byte[] hash = new byte[Hash.LENGTH];
        in.get(hash);
        Head head = new Head(size, Hash.of(hash), InstantForm.read(in));
        Header.Genesis genesis = incarnation.isEmpty() ? null : new Header.Genesis(ledger, incarnation);
        long commits = DataUtils.readVarLong(in);
        long offset = in.getLong();
        return new IndexedHead(genesis, head, commits, offset, commits == 0 ? null : back(in, head, offset, layout));
    }

    private static WayBack back(ByteBuffer in, Head head, long offset, int layout) {
        return layout == WITHOUT_WAY_BACK ? WayBack.from(new Landmark(head, offset)) : WayBack.read(in);
    }

    private static List<String> texts(ByteBuffer in) {
        int count = DataUtils.readVarInt(in);
        List<String> texts = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            texts.add(text(in));
        }
        return texts;
    }

    private static List<PostingsRun.About> runs(ByteBuffer in) {
        int count = DataUtils.readVarInt(in);
        List<PostingsRun.About> runs = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            runs.add(PostingsRun.About.read(in));
        }
        return runs;
    }

    private static void text(WriteBuffer out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putVarInt(bytes.length).put(bytes);
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = new byte[DataUtils.readVarInt(in)];
        in.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
