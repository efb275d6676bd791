package io.rackledger.witness;

import io.rackledger.format.Hash;
import io.rackledger.transparency.AddCheckpoint;
import io.rackledger.transparency.Checkpoint;
import io.rackledger.transparency.Consistency;
import io.rackledger.transparency.Frontier;
import io.rackledger.transparency.NoteSigner;
import io.rackledger.transparency.SignatureType;
import io.rackledger.transparency.TreeHead;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A log that signs whatever a test lets it hold. */
final class GrownLog {
    private final NoteSigner key;
    private final List<Hash> leaves = new ArrayList<>();

    GrownLog(NoteSigner key) {
        this.key = key;
    }

    static NoteSigner key(String origin) {
        return NoteSigner.generate(origin, SignatureType.ED25519);
    }

    /** Another log of the same key that holds the first leaves of this one, and then others. */
    GrownLog forkedAt(int size, int more) {
        GrownLog fork = new GrownLog(key);
        fork.leaves.addAll(leaves.subList(0, size));
        return fork.grow("fork", more);
    }

    GrownLog grow(String what, int more) {
        for (int i = 0; i < more; i++) {
            leaves.add(Hash.digest((what + leaves.size()).getBytes(StandardCharsets.UTF_8)));
        }
        return this;
    }

    int size() {
        return leaves.size();
    }

    TreeHead head(long size) {
        return new TreeHead(size, root(0, size));
    }

    private Hash root(long from, long to) {
        Frontier frontier = new Frontier();
        frontier.append(leaves.subList((int) from, (int) to));
        return frontier.root();
    }

    List<Hash> proof(long from, long to) {
        try {
            return Consistency.prove(from, to, (level, index) -> root(index << level, index + 1 << level));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it asks, of the tree that it had at a size. */
    AddCheckpoint asks(long old, long size) {
        return asks(old, old <= size ? proof(old, size) : List.of(), head(size));
    }

    AddCheckpoint asks(long old, List<Hash> proof, TreeHead head) {
        return new AddCheckpoint(old, proof, new Checkpoint(key.verifier().name(), head).signed(key));
    }

    static byte[] bytes(AddCheckpoint asked) {
        return asked.format().getBytes(StandardCharsets.UTF_8);
    }
}
