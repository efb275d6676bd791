package io.rackledger.transparency;

import io.rackledger.format.MalformedException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A signer's key in a file: its vkey in the first line, and below it the private key as PEM (RFC 7468, PKCS #8 as in
 * RFC 8410), which other tools read past the first line. Only its owner may read it. Stateless.
 */
public final class KeyFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> OF_OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);
    private static final Pattern FORM = Pattern.compile(
            "([^\\n]+)\\n-----BEGIN PRIVATE KEY-----\\n([A-Za-z0-9+/=\\n]+)\\n-----END PRIVATE KEY-----\\n");
    private static final int LONGEST = 4096;
    private static final int PEM_WIDTH = 64;

    private KeyFile() {}

    /**
     * Writes a key into a new file that only its owner may read, and forces it to the disk.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is a file; a key is never written over
     */
    public static void save(Path file, NoteSigner signer) throws IOException {
        String base64 = Base64.getMimeEncoder(PEM_WIDTH, new byte[] {'\n'}).encodeToString(signer.pkcs8());
        String text =
                signer.verifier().vkey() + "\n-----BEGIN PRIVATE KEY-----\n" + base64 + "\n-----END PRIVATE KEY-----\n";
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, ownerOnly())) {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return hasPermissions()
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private static boolean hasPermissions() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    /**
     * Reads a key.
     *
     * @throws AccessDeniedException if others than its owner may read or write the file
     * @throws MalformedException    if the file holds something else, or the two keys don't belong together
     */
    public static NoteSigner load(Path file) throws IOException, MalformedException {
        if (hasPermissions() && !Collections.disjoint(OF_OTHERS, Files.getPosixFilePermissions(file))) {
            throw new AccessDeniedException(
                    file.toString(), null, "others may read or write it; a private key is its owner's: chmod 600");
        }
        if (Files.size(file) > LONGEST) {
            throw new MalformedException(file + " is too long for a key");
        }
        Matcher form = FORM.matcher(Lines.decode(Files.readAllBytes(file), LONGEST));
        if (!form.matches()) {
            throw new MalformedException(file + " holds no vkey with a private key below it");
        }
        try {
            return NoteSigner.of(
                    NoteVerifier.parse(form.group(1)),
                    Base64.getDecoder().decode(form.group(2).replace("\n", "")));
        } catch (IllegalArgumentException e) {
            throw new MalformedException(file + ": " + e.getMessage());
        }
    }
}
