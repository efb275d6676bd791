package io.rackledger.erasure;

import static io.rackledger.erasure.Saved.encrypt;
import static io.rackledger.erasure.Saved.encryptName;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.events.EncryptedText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectKeysTest {
    private static final String JANE = "Jane Doe";

    @TempDir
    private Path directory;

    private Path folder;
    private SubjectKeys keys;

    @BeforeEach
    void open() {
        folder = directory.resolve("subject-keys");
        keys = new SubjectKeys(folder);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "she left", "erasable:1:", "zwei\nZeilen \uD83D\uDE00", "(erased)"})
    void a_text_is_read_again_by_whoever_has_the_keys(String text) {
        String encrypted = encrypt(keys, JANE, text);

        assertThat(EncryptedText.in(encrypted)).isPresent();
        assertThat(new SubjectKeys(folder).reveal(encrypted)).isEqualTo(text);
    }

    @Test
    void what_is_the_same_under_one_key_comes_out_the_same_and_nothing_else() throws IOException {
        String yes = encrypt(keys, JANE, "yes");

        assertThat(encrypt(new SubjectKeys(folder), JANE, "yes")).isEqualTo(yes);
        assertThat(encrypt(keys, JANE, "yes.")).isNotEqualTo(yes);
        assertThat(ciphertext(encrypt(keys, "John", "yes"))).isNotEqualTo(ciphertext(yes));
        keys.erase(JANE);
        assertThat(ciphertext(encrypt(keys, JANE, "yes"))).isNotEqualTo(ciphertext(yes));
    }

    private static String ciphertext(String encrypted) {
        return EncryptedText.in(encrypted).orElseThrow().ciphertext();
    }

    @Test
    void a_name_comes_out_the_same_under_one_key() {
        assertThat(encryptName(keys, JANE))
                .isEqualTo(encryptName(new SubjectKeys(folder), JANE))
                .isNotEqualTo(encryptName(keys, "John"));
        assertThat(keys.reveal(encryptName(keys, JANE))).isEqualTo(JANE);
    }

    @Test
    void a_key_is_there_once_it_is_saved_and_not_before() throws IOException {
        Encryption encryption = keys.encryption();
        String name = encryption.encryptName(JANE);

        assertThat(folder).doesNotExist();
        assertThat(keys.subjects()).isEmpty();
        encryption.save();
        assertThat(new SubjectKeys(folder).reveal(name)).isEqualTo(JANE);
    }

    @Test
    void what_is_encrypted_at_the_same_time_gets_one_key_whichever_is_recorded() throws IOException {
        Encryption first = keys.encryption();
        Encryption second = keys.encryption();
        String yes = first.encrypt(JANE, "yes");
        String no = second.encrypt(JANE, "no");

        second.save();

        assertThat(keys.subjects()).containsEntry(JANE, 1);
        assertThat(keys.reveal(yes)).isEqualTo("yes");
        assertThat(keys.reveal(no)).isEqualTo("no");
    }

    @Test
    void a_key_that_was_destroyed_does_not_come_back_with_a_command_that_is_tried_again() throws IOException {
        Encryption encryption = keys.encryption();
        String yes = encryption.encrypt(JANE, "yes");
        encryption.save();
        new SubjectKeys(folder).erase(JANE);

        encryption.save();

        assertThat(keys.subjects()).isEmpty();
        assertThat(keys.reveal(yes)).isEqualTo(SubjectKeys.ERASED);
    }

    @Test
    void a_key_that_another_process_made_meanwhile_is_taken() throws IOException {
        keys.encryption().encrypt(JANE, "is repeated");
        encrypt(new SubjectKeys(folder), JANE, "yes");

        encrypt(keys, JANE, "no");

        assertThat(keys.subjects()).containsEntry(JANE, 1);
    }

    @Test
    void a_key_that_can_not_be_written_is_a_fault_until_it_can() throws IOException {
        Files.writeString(folder, "no folder");
        Encryption encryption = keys.encryption();
        String yes = encryption.encrypt(JANE, "yes");

        assertThatThrownBy(encryption::save)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(folder.toString());
        Files.delete(folder);
        Files.createDirectory(folder);
        Files.writeString(folder.resolve(EncryptedText.in(yes).orElseThrow().key() + ".new"), "what was left of it");
        encryption.save();
        assertThat(keys.reveal(yes)).isEqualTo("yes");
    }

    @Test
    void what_is_encrypted_is_not_encrypted_again_and_plain_text_is_not_revealed() {
        String encrypted = encrypt(keys, JANE, "yes");

        assertThat(encrypt(keys, "John", encrypted)).isEqualTo(encrypted);
        assertThat(encryptName(keys, encrypted)).isEqualTo(encrypted);
        assertThat(keys.reveal("plain")).isEqualTo("plain");
    }

    @Test
    void to_erase_one_takes_effect_at_once_for_everybody_and_leaves_the_others() throws IOException {
        SubjectKeys elsewhere = new SubjectKeys(folder);
        String hers = encrypt(keys, JANE, "yes");
        String his = encrypt(keys, "John", "no");
        assertThat(elsewhere.reveal(hers)).isEqualTo("yes");

        assertThat(new SubjectKeys(folder).erase(JANE)).isOne();

        for (SubjectKeys any : List.of(keys, elsewhere)) {
            assertThat(any.reveal(hers)).isEqualTo(SubjectKeys.ERASED);
            assertThat(any.reveal(his)).isEqualTo("no");
            assertThat(any.subjects()).containsOnlyKeys("John");
        }
        assertThat(keys.erase(JANE)).isZero();
    }

    @Test
    void nothing_is_called_erased_while_the_folder_of_keys_is_out_of_reach() throws IOException {
        String encrypted = encrypt(keys, JANE, "yes");
        Path elsewhere = Files.move(folder, directory.resolve("elsewhere"));

        assertThat(keys.reveal(encrypted)).isEqualTo(encrypted);
        Files.move(elsewhere, folder);
        assertThat(keys.reveal(encrypted)).isEqualTo("yes");
    }

    @Test
    void who_comes_back_gets_a_new_key_and_what_was_erased_stays_so() throws IOException {
        String before = encrypt(keys, JANE, "yes");
        new SubjectKeys(folder).erase(JANE);

        String after = encrypt(keys, JANE, "no");

        assertThat(keys.reveal(after)).isEqualTo("no");
        assertThat(keys.reveal(before)).isEqualTo(SubjectKeys.ERASED);
    }

    @Test
    void only_their_owner_may_look_at_keys() throws IOException {
        encrypt(keys, JANE, "yes");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(files()).singleElement().satisfies(file -> {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            assertThat(file.getFileName().toString()).doesNotContain("Jane").endsWith(".key");
        });
    }

    @Test
    void one_person_gets_one_key_from_many_threads() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<String>> encrypted = IntStream.range(0, 64)
                    .mapToObj(i -> threads.submit(() -> encrypt(keys, JANE, String.valueOf(i))))
                    .toList();
            for (int i = 0; i < encrypted.size(); i++) {
                assertThat(keys.reveal(encrypted.get(i).get(20, TimeUnit.SECONDS)))
                        .isEqualTo(String.valueOf(i));
            }
        }
        assertThat(keys.subjects()).containsExactly(java.util.Map.entry(JANE, 1));
    }

    @Test
    void all_keys_of_one_person_are_destroyed() throws IOException {
        encrypt(keys, JANE, "yes");
        Path first = files().getFirst();
        Path aside = Files.move(first, directory.resolve("aside"));
        encrypt(keys, JANE, "no");
        Files.move(aside, first);

        assertThat(keys.subjects()).containsEntry(JANE, 2);
        assertThat(keys.erase(JANE)).isEqualTo(2);
        assertThat(files()).isEmpty();
    }

    @Test
    void each_byte_that_is_altered_shows() {
        String encrypted = encrypt(keys, JANE, "yes");
        int begin = encrypted.lastIndexOf(':') + 1;

        for (int i = begin; i < encrypted.length() - 1; i++) {
            char other = encrypted.charAt(i) == 'A' ? 'B' : 'A';
            assertThat(keys.reveal(encrypted.substring(0, i) + other + encrypted.substring(i + 1)))
                    .isEqualTo(SubjectKeys.ALTERED);
        }
    }

    @Test
    void a_ciphertext_under_another_key_shows() {
        EncryptedText hers = EncryptedText.in(encrypt(keys, JANE, "yes")).orElseThrow();
        EncryptedText his = EncryptedText.in(encrypt(keys, "John", "no")).orElseThrow();

        assertThat(keys.reveal(new EncryptedText(his.key(), hers.ciphertext()).toString()))
                .isEqualTo(SubjectKeys.ALTERED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "something else\n",
                "rackledger-subject-key-1\nSmFuZQ==\nc2hvcnQ=\n",
                "rackledger-subject-key-1\nSmFuZQ==\n?\n"
            })
    void a_file_that_is_no_key_is_named_and_nothing_is_recorded_without_one(String content) throws IOException {
        String encrypted = encrypt(keys, JANE, "yes");
        Path file = files().getFirst();
        Files.writeString(file, content);
        SubjectKeys others = new SubjectKeys(folder);

        assertThatThrownBy(() -> others.reveal(encrypted))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
        assertThatThrownBy(() -> encrypt(others, "John", "no"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void a_file_that_is_no_key_keeps_nobody_else_from_being_read_or_erased() throws IOException {
        String hers = encrypt(keys, JANE, "yes");
        Path damaged = Files.write(folder.resolve("0".repeat(32) + ".key"), new byte[] {-1, -2, 0, -128});
        SubjectKeys others = new SubjectKeys(folder);

        assertThat(others.damaged()).singleElement().asString().contains(damaged.toString());
        assertThat(others.reveal(hers)).isEqualTo("yes");
        assertThat(others.erase(JANE)).isOne();
        assertThat(others.reveal(hers)).isEqualTo(SubjectKeys.ERASED);
        assertThat(damaged).exists();
    }

    @Test
    void who_is_named_by_ciphertext_is_found_by_the_key() throws IOException {
        String name = encryptName(keys, JANE);

        assertThat(keys.subject(JANE)).contains(JANE);
        assertThat(keys.subject(name)).contains(JANE);
        keys.erase(JANE);
        assertThat(keys.subject(name)).isEmpty();
    }

    @Test
    void a_key_that_was_only_half_written_is_none() throws IOException {
        encrypt(keys, JANE, "yes");
        Files.writeString(folder.resolve("0".repeat(32) + ".new"), "rackledger");

        assertThat(new SubjectKeys(folder).subjects()).containsOnlyKeys(JANE);
    }
}
