package io.rackledger.erasure;

import io.rackledger.events.EncryptedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The keys of subjects, each in a file of its own that only its owner may read. To destroy one is to delete its file, and
 * takes effect at once: no key is used whose file is gone. Several processes may use one folder. Thread-safe.
 */
public final class SubjectKeys {
    /** What the folder is called beside a ledger's other files. */
    public static final String FOLDER = "subject-keys";

    /** Stands where text was whose key is gone. */
    public static final String ERASED = "(erased)";

    /** Stands where there is encrypted text that its own key doesn't open. */
    public static final String ALTERED = "(not what was encrypted)";

    private static final String SUFFIX = ".key";
    private static final Pattern FILE = Pattern.compile("([0-9a-f]{32})\\.key");

    private final Path folder;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, SubjectKey> bySubject = new ConcurrentHashMap<>();
    private final Map<String, SubjectKey> byId = new ConcurrentHashMap<>();
    private final Map<String, SubjectKey> unsaved = new ConcurrentHashMap<>();

    /**
     * All there is.
     *
     * @param damaged what is wrong with each file that is no key
     */
    private record Scan(List<SubjectKey> keys, List<String> damaged) {}

    /** A file that should be a key is none. */
    private static final class NoKeyException extends IOException {
        private static final long serialVersionUID = 1L;

        NoKeyException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Those in that folder, which is made with the first key that is saved. */
    public SubjectKeys(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes the folder, which only its owner may open, if there is none.
     *
     * @throws IOException if that can't be done
     */
    public void make() throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, readableByOwner("rwx------"));
        }
    }

    /** To encrypt what one command says. */
    public Encryption encryption() {
        return new Encryption(this);
    }

    /**
     * What was encrypted; plain text stays as it is, and so does all where the folder of keys is out of reach.
     *
     * @return {@link #ERASED} if the key is gone, {@link #ALTERED} if this is not what was encrypted under it
     * @throws UncheckedIOException if the key is there and can't be read
     */
    public String reveal(String text) {
        Optional<EncryptedText> encrypted = EncryptedText.in(text);
        return encrypted.isEmpty() || !Files.isReadable(folder)
                ? text
                : find(encrypted.get().key())
                        .map(key -> key.decrypt(encrypted.get()).orElse(ALTERED))
                        .orElse(ERASED);
    }

    /**
     * Whose text that is, which is said to be of somebody: of that one, or where the name is encrypted, of whose key it is
     * under.
     *
     * @return empty if the name is encrypted under a key that is gone
     * @throws UncheckedIOException if the key is there and can't be read
     */
    public Optional<String> subject(String name) {
        Optional<EncryptedText> encrypted = EncryptedText.in(name);
        return encrypted.isEmpty()
                ? Optional.of(name)
                : find(encrypted.get().key()).map(SubjectKey::subject);
    }

    /** Of each subject that has one, how many keys there are, in the order of their names. */
    public Map<String, Integer> subjects() throws IOException {
        return scan().keys().stream()
                .collect(Collectors.toMap(SubjectKey::subject, key -> 1, Integer::sum, TreeMap::new));
    }

    /** What is wrong with each file that should be a key and is none; whose it was can't be told. */
    public List<String> damaged() throws IOException {
        return scan().damaged();
    }

    /**
     * Destroys all keys of a subject that can be read; what they protect is erased.
     *
     * @return how many there were
     */
    public int erase(String subject) throws IOException {
        int erased = 0;
        for (SubjectKey key : scan().keys()) {
            if (key.subject().equals(subject) && Files.deleteIfExists(file(key.id()))) {
                erased++;
            }
        }
        if (erased > 0) {
            forceNames();
        }
        return erased;
    }

    /**
     * The subject's key; where there is none, one that is not on the disk before it is {@linkplain #save saved}.
     *
     * @throws UncheckedIOException if the keys can't be read
     */
    SubjectKey of(String subject) {
        SubjectKey known = bySubject.get(subject);
        return known != null && Files.exists(file(known.id())) ? known : ofUnknown(subject);
    }

    /** Others may have made one, or destroyed the one that was known. */
    private synchronized SubjectKey ofUnknown(String subject) {
        try {
            Scan all = scan();
            if (!all.damaged().isEmpty()) {
                throw new IOException(all.damaged().getFirst());
            }
            Optional<SubjectKey> found = all.keys().stream()
                    .filter(each -> each.subject().equals(subject))
                    .findFirst();
            if (found.isEmpty()) {
                return unsaved.computeIfAbsent(subject, name -> SubjectKey.generate(name, random));
            }
            bySubject.put(subject, found.get());
            return found.get();
        } catch (IOException e) {
            throw new UncheckedIOException("the keys of subjects in " + folder + " can't be used: " + e, e);
        }
    }

    /**
     * Has a key on the disk, if it is one that never was: no key comes back that was destroyed.
     *
     * @throws UncheckedIOException if it can't be written
     */
    void save(SubjectKey key) {
        if (unsaved.get(key.subject()) != key) {
            return;
        }
        synchronized (this) {
            try {
                if (unsaved.get(key.subject()) == key) {
                    write(key);
                    bySubject.put(key.subject(), key);
                    unsaved.remove(key.subject());
                }
            } catch (IOException e) {
                throw new UncheckedIOException("a key of a subject can't be written to " + folder + ": " + e, e);
            }
        }
    }

    private Optional<SubjectKey> find(String id) {
        try {
            if (Files.notExists(file(id))) {
                byId.remove(id);
                return Optional.empty();
            }
            SubjectKey known = byId.get(id);
            SubjectKey key = known == null ? read(id) : known;
            byId.put(id, key);
            return Optional.of(key);
        } catch (NoSuchFileException goneMeanwhile) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("key " + id + " in " + folder + " can't be read: " + e, e);
        }
    }

    private Scan scan() throws IOException {
        if (!Files.isDirectory(folder)) {
            return new Scan(List.of(), List.of());
        }
        List<String> ids;
        try (Stream<Path> files = Files.list(folder)) {
            ids = files.map(file -> FILE.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(name -> name.group(1))
                    .sorted()
                    .toList();
        }
        List<SubjectKey> keys = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        for (String id : ids) {
            try {
                keys.add(read(id));
            } catch (NoSuchFileException erasedMeanwhile) {
                byId.remove(id);
            } catch (NoKeyException e) {
                damaged.add(String.valueOf(e.getMessage()));
            }
        }
        return new Scan(keys, damaged);
    }

    private SubjectKey read(String id) throws IOException {
        Path file = file(id);
        try {
            return SubjectKey.parse(id, Files.readString(file, StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw new NoKeyException(file + " is no key of a subject: " + e.getMessage(), e);
        }
    }

    private void write(SubjectKey key) throws IOException {
        make();
        Path fresh = folder.resolve(key.id() + ".new");
        ByteBuffer bytes = ByteBuffer.wrap(key.format().getBytes(StandardCharsets.UTF_8));
        Set<StandardOpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        try (FileChannel written = FileChannel.open(fresh, options, readableByOwner("rw-------"))) {
            while (bytes.hasRemaining()) {
                written.write(bytes);
            }
            written.force(true);
        }
        Files.move(fresh, file(key.id()), StandardCopyOption.ATOMIC_MOVE);
        forceNames();
    }

    private static FileAttribute<?>[] readableByOwner(String permissions) {
        return hasPermissions()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static boolean hasPermissions() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /** A key that the power takes away erases what nobody wanted erased, and one that it brings back the contrary. */
    private void forceNames() throws IOException {
        if (hasPermissions()) {
            try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    private Path file(String id) {
        return folder.resolve(id + SUFFIX);
    }
}
