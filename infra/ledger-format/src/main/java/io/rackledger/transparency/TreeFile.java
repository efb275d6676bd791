package io.rackledger.transparency;

import io.rackledger.format.Hash;
import io.rackledger.format.Header.Genesis;
import io.rackledger.transparency.TreeFileException.Reason;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hashes of a ledger's tree in one file that is only appended to, about 64 bytes an event: proofs for any size that
 * the tree ever had. It is a cache: it may be deleted while nobody has it open, and built anew from the ledger.
 *
 * <p>Open to any number of threads; appending and forcing take turns, and readers wait for the disk alone. What is read
 * was published: hashes first, then the head that counts them. A thread that is interrupted reads on, and closes nothing,
 * as it would with a file channel. One process has the file open, and no other.
 *
 * <p>After a kill, hashes are kept as far as they lead to a head: the one that was forced last, then what was written
 * since, as far as every inner hash is that of what lies beneath it. A last leaf that no inner hash covers is kept only
 * if the head that was written covers it. The rest is cut off; it is still in the ledger.
 */
public final class TreeFile implements TreeHashes, Closeable {
    private static final int LEAVES_AT_ONCE = 1024;

    private final OwnedFile file;

    /** Guarded by this. */
    private Frontier frontier = new Frontier();

    /** Guarded by this. */
    private @Nullable TreeHead forced;

    /** What readers see. */
    private volatile TreeHead head = TreeHead.EMPTY;

    private TreeFile(OwnedFile file) {
        this.file = file;
    }

    /**
     * Opens the file of a ledger's tree, or creates it.
     *
     * @throws TreeFileException if there is a file that can't be used; it is left as it is
     */
    public static TreeFile open(Path path, Genesis ledger) throws IOException {
        OwnedFile file = OwnedFile.open(path);
        try {
            TreeFile tree = new TreeFile(file);
            tree.recover(ledger);
            return tree;
        } catch (IOException | RuntimeException e) {
            try (file) { // whatever closing says is told beside what happened
                throw e;
            }
        }
    }

    private synchronized void recover(Genesis ledger) throws IOException {
        byte[] header = file.read(0, (int) Math.min(file.length(), TreeFileHeader.LENGTH));
        if (TreeFileHeader.cutOff(header, ledger)) {
            file.cut(0);
            file.write(0, TreeFileHeader.fresh(ledger));
            return;
        }
        TreeFileHeader.require(header, ledger, file.path());
        forced = TreeFileHeader.head(header, TreeFileHeader.FORCED_AT);
        TreeHead written = TreeFileHeader.head(header, TreeFileHeader.WRITTEN_AT);
        frontier = Frontier.of(whole(written), this::stored);
        head = frontier.head();
        long length = offset(TreeLayout.before(head.size()));
        if (file.length() != length || !head.equals(forced) || !head.equals(written)) {
            forced = null;
            file.cut(length);
            file.write(TreeFileHeader.WRITTEN_AT, TreeFileHeader.head(head));
            force();
        }
    }

    /** How many leaves are kept, of those whose hashes are there. */
    private long whole(@Nullable TreeHead written) throws IOException {
        long most = TreeLayout.leavesIn((file.length() - TreeFileHeader.LENGTH) / Hash.LENGTH);
        TreeHead base = forced == null || forced.size() > most ? TreeHead.EMPTY : forced;
        Frontier scanned = Frontier.of(base.size(), this::stored);
        if (!scanned.head().equals(base)) {
            throw damaged("up to size " + base.size() + " its hashes lead to another root than was forced");
        }
        long kept = base.size();
        while (scanned.size() < most && differsAt(scanned) < 0) {
            boolean counted = written != null && scanned.size() == written.size();
            if (counted && !scanned.head().equals(written)) {
                return base.size();
            }
            if (counted || scanned.size() % 2 == 0) {
                kept = scanned.size();
            }
        }
        return kept;
    }

    /**
     * Appends the next leaf to the frontier.
     *
     * @return the level at which another hash is stored than that of what lies beneath it; −1 if there is none
     */
    private int differsAt(Frontier scanned) throws IOException {
        long leaf = scanned.size();
        long first = TreeLayout.before(leaf);
        ByteBuffer stored = ByteBuffer.wrap(
                file.read(offset(first), Math.toIntExact(TreeLayout.before(leaf + 1) - first) * Hash.LENGTH));
        List<Hash> computed = new ArrayList<>();
        scanned.append(hash(stored), computed::add);
        for (int level = 1; level < computed.size(); level++) {
            if (!computed.get(level).equals(hash(stored))) {
                return level;
            }
        }
        return -1;
    }

    private static Hash hash(ByteBuffer in) {
        byte[] bytes = new byte[Hash.LENGTH];
        in.get(bytes);
        return Hash.of(bytes);
    }

    /** The tree's head, as readers see it. */
    public TreeHead head() {
        return head;
    }

    /**
     * The head that the tree had at a size.
     *
     * @throws IllegalArgumentException if it hasn't come that far
     */
    public TreeHead head(long size) throws IOException {
        TreeHead now = head;
        return size == now.size() ? now : TreeHead.of(reached(size), this);
    }

    /**
     * Appends the leaves of the next events, and shows them to readers. It writes them, and doesn't force them to the
     * disk. If it fails, {@link #head()} tells how many were appended, and the rest may be appended again.
     */
    public synchronized void append(List<Hash> leaves) throws IOException {
        for (int from = 0; from < leaves.size(); from += LEAVES_AT_ONCE) {
            appendAtOnce(leaves.subList(from, Math.min(from + LEAVES_AT_ONCE, leaves.size())));
        }
    }

    private void appendAtOnce(List<Hash> leaves) throws IOException {
        Frontier next = frontier.copy();
        long first = TreeLayout.before(next.size());
        long end = TreeLayout.before(next.size() + leaves.size());
        ByteBuffer hashes = ByteBuffer.allocate(Math.toIntExact(end - first) * Hash.LENGTH);
        leaves.forEach(leaf -> next.append(leaf, completed -> hashes.put(completed.bytes())));
        file.write(offset(first), hashes.array());
        file.write(TreeFileHeader.WRITTEN_AT, TreeFileHeader.head(next.head()));
        frontier = next;
        head = next.head();
    }

    /** Forces what was appended to the disk; a power failure takes nothing of it then. */
    public synchronized void force() throws IOException {
        TreeHead reached = head;
        if (!reached.equals(forced)) {
            file.force();
            file.write(TreeFileHeader.FORCED_AT, TreeFileHeader.head(reached));
            file.force();
            forced = reached;
        }
    }

    /**
     * The proof that a leaf stands in the tree as it was at a size. It was verified before it is given.
     *
     * @throws IllegalArgumentException if the index isn't below the size, or the tree hasn't come that far
     * @throws TreeFileException        if the file is damaged
     */
    public List<Hash> inclusion(long index, long size) throws IOException {
        List<Hash> proof = Inclusion.prove(index, reached(size), this);
        try {
            Inclusion.verify(index, at(0, index), proof, head(size));
            return proof;
        } catch (RefusedException e) {
            throw damaged("leaf " + index + " can't be proven at size " + size + ": " + e.getMessage());
        }
    }

    /**
     * The proof that the tree at a size holds what it held at an older one. It was verified before it is given.
     *
     * @throws IllegalArgumentException if the older size is above the newer, or the tree hasn't come that far
     * @throws TreeFileException        if the file is damaged
     */
    public List<Hash> consistency(long older, long newer) throws IOException {
        List<Hash> proof = Consistency.prove(older, reached(newer), this);
        try {
            Consistency.verify(head(older), head(newer), proof);
            return proof;
        } catch (RefusedException e) {
            throw damaged("size " + newer + " can't be proven to follow " + older + ": " + e.getMessage());
        }
    }

    private long reached(long size) {
        long reached = head.size();
        if (size < 0 || size > reached) {
            throw new IllegalArgumentException("the tree has " + reached + " leaves, not " + size);
        }
        return size;
    }

    @Override
    public Hash at(int level, long index) throws IOException {
        if (level < 0 || level >= Long.SIZE || index < 0 || index >= head.size() >> level) {
            throw new IllegalArgumentException(
                    "no complete subtree " + index + " at level " + level + " of " + head.size() + " leaves");
        }
        return stored(level, index);
    }

    private Hash stored(int level, long index) throws IOException {
        return Hash.of(file.read(offset(TreeLayout.before(level, index)), Hash.LENGTH));
    }

    /**
     * Computes every inner hash anew from the leaves, and the root. The leaves themselves are proven by the ledger alone.
     *
     * @throws TreeFileException naming the first hash that is another one
     */
    public void check() throws IOException {
        TreeHead expected = head;
        Frontier scanned = new Frontier();
        while (scanned.size() < expected.size()) {
            long leaf = scanned.size();
            int level = differsAt(scanned);
            if (level >= 0) {
                throw damaged("subtree " + (leaf >> level) + " at level " + level
                        + " has another hash than what lies beneath it");
            }
        }
        if (!scanned.head().equals(expected)) {
            throw damaged("its leaves lead to " + scanned.head() + ", and not to " + expected);
        }
    }

    private TreeFileException damaged(String what) {
        return new TreeFileException(Reason.DAMAGED, file.path() + " is damaged: " + what);
    }

    private static long offset(long hashes) {
        return TreeFileHeader.LENGTH + hashes * Hash.LENGTH;
    }

    /** Forces what was appended to the disk, and lets go of the file. A second time it does nothing. */
    @Override
    public synchronized void close() throws IOException {
        if (file.isOpen()) {
            try (file) {
                force();
            }
        }
    }
}
