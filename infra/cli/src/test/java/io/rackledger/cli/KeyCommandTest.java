package io.rackledger.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.transparency.KeyFile;
import io.rackledger.transparency.NoteSigner;
import io.rackledger.transparency.NoteVerifier;
import io.rackledger.transparency.SignatureType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class KeyCommandTest {
    private static final NoteVerifier KNOWN =
            NoteSigner.generate("rackledger/main/0123", SignatureType.ED25519).verifier();

    @TempDir
    private Path folder;

    private Path file;
    private FakeServer service;

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("new-key");
        service = new FakeServer();
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private Calls.Result make() {
        return Calls.run("key", file.toString(), "--url", service.url());
    }

    @Test
    void a_key_of_the_same_name_is_made_and_its_public_part_told() throws Exception {
        service.answering("/api/ledger/keys", 200, KNOWN.vkey() + "\n");

        Calls.Result result = make();

        assertThat(result.status()).isZero();
        NoteVerifier made = KeyFile.load(file).verifier();
        assertThat(result.out().strip()).isEqualTo(made.vkey());
        assertThat(made.name()).isEqualTo(KNOWN.name());
        assertThat(made.vkey()).isNotEqualTo(KNOWN.vkey());
    }

    @Test
    void a_file_that_is_there_is_never_written_over() throws IOException {
        service.answering("/api/ledger/keys", 200, KNOWN.vkey() + "\n");
        Files.writeString(file, "mine");

        assertThat(make().status()).isOne();
        assertThat(file).hasContent("mine");
    }

    @Test
    void a_service_that_tells_no_key_fails_and_makes_none() {
        service.answering("/api/ledger/keys", 200, "nonsense\n");

        assertThat(make().status()).isOne();
        assertThat(file).doesNotExist();
    }

    @Test
    void a_ledger_of_which_nothing_was_signed_yet_has_no_key() {
        service.answering("/api/ledger/keys", 404, "{\"detail\":\"nothing of this ledger was signed yet\"}");

        assertThat(make().status()).isOne();
        assertThat(file).doesNotExist();
    }
}
