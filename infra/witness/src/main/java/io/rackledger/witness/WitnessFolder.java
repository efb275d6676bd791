package io.rackledger.witness;

import io.rackledger.format.Hash;
import io.rackledger.format.MalformedException;
import io.rackledger.transparency.Checkpoint;
import io.rackledger.transparency.KeyFile;
import io.rackledger.transparency.Note;
import io.rackledger.transparency.NoteFile;
import io.rackledger.transparency.NoteSigner;
import io.rackledger.transparency.NoteVerifier;
import io.rackledger.transparency.SignatureType;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The folder of a witness, which is one process's alone: its key, and of each log the checkpoint that was cosigned last, in
 * a file named by the hash of its origin. Each is a note with the witness's own cosignature, which shows whether it is
 * whole. Different logs may be read and kept at the same time.
 */
final class WitnessFolder implements AutoCloseable {
    private static final String KEY = "witness-key";
    private static final String LOCK = "lock";
    private static final int RANDOM_NAME_BYTES = 4;

    private final Path path;
    private final FileChannel channel;
    private final FileLock lock;
    private final NoteSigner signer;

    private WitnessFolder(Path path, FileChannel channel, FileLock lock, NoteSigner signer) {
        this.path = path;
        this.channel = channel;
        this.lock = lock;
        this.signer = signer;
    }

    /**
     * Opens a folder, or makes it with a key.
     *
     * @param name of the key; null: the one that is there, or one that is made up
     * @throws IOException if another process has it, or the key can't be used or has another name
     */
    static WitnessFolder open(Path given, @Nullable String name) throws IOException {
        Path path = given.toAbsolutePath().normalize();
        Files.createDirectories(path);
        FileChannel channel = FileChannel.open(path.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            return new WitnessFolder(path, channel, lock(channel, path), signer(path.resolve(KEY), name));
        } catch (IOException | RuntimeException e) {
            try (channel) { // whatever closing says is told beside what happened
                throw e;
            }
        }
    }

    private static FileLock lock(FileChannel channel, Path path) throws IOException {
        FileLock lock;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            throw new IOException("a witness runs on " + path + " already, in this process", e);
        }
        if (lock == null) {
            throw new IOException("a witness runs on " + path + " already");
        }
        return lock;
    }

    private static NoteSigner signer(Path file, @Nullable String name) throws IOException {
        if (!Files.exists(file)) {
            KeyFile.save(file, NoteSigner.generate(name == null ? madeUp() : name, SignatureType.COSIGNATURE));
        }
        NoteSigner signer;
        try {
            signer = KeyFile.load(file);
        } catch (MalformedException e) {
            throw new IOException("the key can't be used: " + e.getMessage(), e);
        }
        NoteVerifier key = signer.verifier();
        if (key.type() != SignatureType.COSIGNATURE) {
            throw new IOException("the key in " + file + " is that of a log, and cosigns nothing");
        }
        if (name != null && !name.equals(key.name())) {
            throw new IOException("the key in " + file + " is named '" + key.name() + "', not '" + name
                    + "': a name is the key's for ever; leave the name out, or choose another folder");
        }
        return signer;
    }

    private static String madeUp() {
        byte[] random = new byte[RANDOM_NAME_BYTES];
        new SecureRandom().nextBytes(random);
        return "rackledger-witness/" + HexFormat.of().formatHex(random);
    }

    /** Cosigns. */
    NoteSigner signer() {
        return signer;
    }

    /**
     * What was cosigned last of a log.
     *
     * @return null if nothing was
     * @throws IOException if the file can't be read, or is not what was kept
     */
    @Nullable
    Kept kept(String origin) throws IOException {
        Path file = file(origin);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return null;
        }
        try {
            Note note = Note.parse(bytes);
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            boolean own = note.signatures().stream()
                    .anyMatch(signature -> signer.verifier().verifies(note.text(), signature));
            if (own && checkpoint.origin().equals(origin)) {
                return new Kept(note, checkpoint);
            }
            throw new IOException(damaged(file, origin, "it is not what " + signer.verifier() + " cosigned of it"));
        } catch (MalformedException e) {
            throw new IOException(damaged(file, origin, String.valueOf(e.getMessage())), e);
        }
    }

    /** What was cosigned last. */
    record Kept(Note note, Checkpoint checkpoint) {}

    private static String damaged(Path file, String origin, String because) {
        return "the file " + file.getFileName() + ", which says what was cosigned last of " + origin + ", is damaged ("
                + because + "). Nothing of this log is cosigned any more. Restore that very file;"
                + " or begin with a new folder, and so with a new key, of which whoever relies on this witness is told";
    }

    /** Keeps a checkpoint that is cosigned in place of the one before; returns when it is on the disk. */
    void keep(String origin, Note cosigned) throws IOException {
        NoteFile.replace(file(origin), cosigned);
    }

    private Path file(String origin) {
        return path.resolve(Hash.digest(origin.getBytes(StandardCharsets.UTF_8)) + ".checkpoint");
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
