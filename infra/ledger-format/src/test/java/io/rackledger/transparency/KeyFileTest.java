package io.rackledger.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.format.MalformedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
    private final NoteSigner log = NoteSigner.generate("rackledger.example/log", SignatureType.ED25519);
    private final NoteSigner witness = NoteSigner.generate("witness.example/w", SignatureType.COSIGNATURE);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void choose_a_file() {
        file = folder.resolve("key");
    }

    @Test
    void a_key_that_was_saved_signs_as_before() throws Exception {
        KeyFile.save(file, log);
        NoteSigner read = KeyFile.load(file);
        assertThat(read.verifier()).isEqualTo(log.verifier());
        assertThat(read.sign("some text\n")).isEqualTo(log.sign("some text\n"));
        Path other = folder.resolve("other");
        KeyFile.save(other, witness);
        assertThat(KeyFile.load(other).cosign("some text\n", Instant.EPOCH))
                .isEqualTo(witness.cosign("some text\n", Instant.EPOCH));
    }

    @Test
    void its_first_line_is_the_public_key_and_the_rest_is_pem() throws IOException {
        KeyFile.save(file, log);
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0)).isEqualTo(log.verifier().vkey());
        assertThat(lines.get(1)).isEqualTo("-----BEGIN PRIVATE KEY-----");
        assertThat(lines.get(3)).isEqualTo("-----END PRIVATE KEY-----");
        assertThat(log.toString()).doesNotContain(lines.get(2));
    }

    @Test
    void a_key_is_never_written_over() throws Exception {
        KeyFile.save(file, log);
        assertThatThrownBy(() -> KeyFile.save(file, witness)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(KeyFile.load(file).verifier()).isEqualTo(log.verifier());
    }

    @Test
    void only_its_owner_may_read_it() throws IOException {
        KeyFile.save(file, log);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-rw-rw-", "rw-----w-"})
    void a_key_that_others_may_read_or_write_is_refused(String permissions) throws IOException {
        KeyFile.save(file, log);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        assertThatThrownBy(() -> KeyFile.load(file)).isInstanceOf(AccessDeniedException.class);
    }

    @Test
    void a_key_that_nobody_may_write_is_read() throws Exception {
        KeyFile.save(file, log);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertThat(KeyFile.load(file).verifier()).isEqualTo(log.verifier());
    }

    @Test
    void a_private_key_below_another_public_one_is_refused() throws IOException {
        KeyFile.save(file, log);
        NoteVerifier other = NoteSigner.generate("rackledger.example/log", SignatureType.ED25519)
                .verifier();
        String text = Files.readString(file).replace(log.verifier().vkey(), other.vkey());
        Files.writeString(file, text);
        assertThatThrownBy(() -> KeyFile.load(file)).isInstanceOf(MalformedException.class);
    }

    @Test
    void anything_else_is_refused() throws IOException {
        KeyFile.save(file, log);
        String good = Files.readString(file);
        for (String wrong : List.of(
                "",
                good.substring(1),
                good.substring(good.indexOf('\n') + 1),
                good.substring(0, good.length() - 3),
                good + good,
                good.replace("PRIVATE", "PUBLIC"),
                good.replaceFirst("(?<=KEY-----\n)....", ""),
                good.replaceFirst("(?<=KEY-----\n).", "="),
                good + "x".repeat(5000))) {
            Files.writeString(file, wrong);
            assertThatThrownBy(() -> KeyFile.load(file)).isInstanceOf(MalformedException.class);
        }
    }
}
