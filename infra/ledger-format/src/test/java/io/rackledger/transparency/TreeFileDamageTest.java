package io.rackledger.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rackledger.format.Hash;
import io.rackledger.format.Samples;
import io.rackledger.transparency.TreeFileException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that was cut off, changed, or left in the middle of a write: what is left is right, or it is said to be damaged. */
class TreeFileDamageTest {
    private static final int FORCED = 13;
    private static final int WRITTEN = 27;
    private static final List<Hash> LEAVES = TreeModel.leaves(0, WRITTEN);
    private static final long SEED = Samples.seed();
    private static final int KILLS = 4;
    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void choose_a_file() {
        file = folder.resolve("tree");
    }

    /** As a kill would leave it: 13 leaves forced, 27 written. */
    private byte[] killed() throws IOException {
        Files.deleteIfExists(file);
        try (TreeFile tree = TreeFile.open(file, TreeFileTest.LEDGER)) {
            tree.append(LEAVES.subList(0, FORCED));
            tree.force();
            tree.append(LEAVES.subList(FORCED, 20));
            tree.append(LEAVES.subList(20, WRITTEN));
            return Files.readAllBytes(file);
        }
    }

    @Test
    void a_killed_writer_leaves_all_that_it_wrote() throws IOException {
        Files.write(file, killed());
        assertThat(opened()).isEqualTo(WRITTEN);
    }

    @Test
    void cut_off_at_any_byte_it_keeps_what_is_whole_and_goes_on() throws IOException {
        byte[] killed = killed();
        for (int length = 0; length < killed.length; length += length < 4000 ? 50 : 1) {
            Files.write(file, Arrays.copyOf(killed, length));
            int whole = whole(length);
            boolean covered = whole % 2 == 0 || whole == FORCED;
            assertThat(opened()).as("cut off at %d", length).isEqualTo(covered ? whole : whole - 1);
        }
    }

    /** How many leaves have all their hashes in so many bytes. */
    private static int whole(int length) {
        int whole = 0;
        while (whole < WRITTEN && 4096 + 32 * (2 * (whole + 1) - Integer.bitCount(whole + 1)) <= length) {
            whole++;
        }
        return whole;
    }

    @Test
    void bytes_behind_the_last_whole_leaf_are_cut_off() throws IOException {
        byte[] killed = killed();
        Random random = new Random(SEED);
        for (int more = 1; more < 200; more++) {
            byte[] longer = new byte[killed.length + more];
            random.nextBytes(longer);
            System.arraycopy(killed, 0, longer, 0, killed.length);
            Files.write(file, longer);
            assertThat(opened()).as("%d more bytes", more).isEqualTo(WRITTEN);
        }
    }

    @Test
    void what_the_last_batch_left_half_written_is_cut_off() throws IOException {
        byte[] killed = killed();
        try (TreeFile tree = TreeFile.open(file, TreeFileTest.LEDGER)) {
            tree.append(TreeModel.leaves(WRITTEN, 40));
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = killed.length; length < whole.length; length++) {
            byte[] torn = Arrays.copyOf(whole, length);
            System.arraycopy(killed, 0, torn, 0, 4096);
            Files.write(file, torn);
            assertThat(opened()).isBetween((long) WRITTEN, 40L);
        }
    }

    @Test
    void pages_that_a_power_failure_left_empty_are_cut_off() throws IOException {
        byte[] killed = killed();
        int forced = 4096 + 32 * (2 * FORCED - Integer.bitCount(FORCED));
        for (int from = forced; from < killed.length; from += 8) {
            for (int length : new int[] {32, 512}) {
                byte[] empty = killed.clone();
                Arrays.fill(empty, from, Math.min(from + length, empty.length), (byte) 0);
                if (!Arrays.equals(empty, killed)) {
                    Files.write(file, empty);
                    assertThat(opened()).isBetween((long) FORCED, (long) WRITTEN - 1);
                }
            }
        }
    }

    @Test
    void a_flipped_bit_is_cut_off_or_found() throws IOException {
        byte[] killed = killed();
        int owner = 4 + 1 + 4 + TreeFileTest.LEDGER.ledger().length() + 16 + 4;
        Random random = new Random(SEED);
        for (int at = 0; at < killed.length; at += killed[at] == 0 && at < 4000 ? 9 : 1) {
            int bit = 8 * at + random.nextInt(8);
            byte[] flipped = killed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            Files.write(file, flipped);
            try (TreeFile tree = TreeFile.open(file, TreeFileTest.LEDGER)) {
                assertThat(bit / 8).as("opened with another owner").isGreaterThanOrEqualTo(owner);
                holds(tree, bit);
            } catch (TreeFileException e) {
                assertThat(e.reason()).isIn(Reason.DAMAGED, Reason.NO_TREE_FILE);
            }
        }
    }

    private static void holds(TreeFile tree, int bit) throws IOException {
        TreeHead head = tree.head();
        try {
            tree.check();
            assertThat(head.size()).isBetween((long) FORCED, (long) WRITTEN);
            assertThat(head).as("bit %d", bit).isEqualTo(TreeModel.head(LEAVES.subList(0, (int) head.size())));
        } catch (TreeFileException e) {
            assertThat(e.reason()).isEqualTo(Reason.DAMAGED);
            assertThat(bit / 8 - 4096).as("damage found where none is").isNotNegative();
        }
    }

    @Test
    void every_flipped_byte_of_a_hash_is_found_while_it_is_open() throws IOException {
        killed();
        try (TreeFile tree = TreeFile.open(file, TreeFileTest.LEDGER)) {
            byte[] good = Files.readAllBytes(file);
            for (int at = 4096; at < good.length; at++) {
                byte[] bad = good.clone();
                bad[at] ^= 0x20;
                Files.write(file, bad);
                assertThatThrownBy(tree::check)
                        .as("byte %d", at)
                        .isInstanceOfSatisfying(
                                TreeFileException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.DAMAGED));
            }
            Files.write(file, good);
            tree.check();
        }
    }

    @Test
    void no_false_proof_is_given_of_a_damaged_file() throws IOException {
        killed();
        try (TreeFile tree = TreeFile.open(file, TreeFileTest.LEDGER)) {
            byte[] good = Files.readAllBytes(file);
            int told = 0;
            for (int at = 4096; at < good.length; at += 32) {
                byte[] bad = good.clone();
                bad[at] ^= 0x01;
                Files.write(file, bad);
                for (int index = 1; index < WRITTEN; index++) {
                    told += provesOrTells(tree, index);
                }
            }
            assertThat(told).isPositive();
        }
    }

    private static int provesOrTells(TreeFile tree, int index) throws IOException {
        int told = 0;
        try {
            List<Hash> proof = tree.inclusion(index, WRITTEN);
            assertThat(TreeModel.includes(index, LEAVES.get(index), proof, TreeModel.head(LEAVES)))
                    .isTrue();
        } catch (TreeFileException e) {
            told++;
        }
        try {
            List<Hash> proof = tree.consistency(index, WRITTEN);
            TreeHead older = TreeModel.head(LEAVES.subList(0, index));
            assertThat(TreeModel.follows(older, TreeModel.head(LEAVES), proof)).isTrue();
        } catch (TreeFileException e) {
            told++;
        }
        return told;
    }

    @Test
    void a_head_of_which_half_was_written_counts_for_nothing() throws IOException {
        byte[] killed = killed();
        for (int at : new int[] {2048, 3072}) {
            for (int from = 0; from < 44; from++) {
                byte[] torn = killed.clone();
                Arrays.fill(torn, at + from, at + 44, (byte) 0xEE);
                Files.write(file, torn);
                assertThat(opened()).isBetween((long) WRITTEN - 1, (long) WRITTEN);
            }
        }
    }

    @Test
    void a_head_that_was_forced_and_is_not_reached_is_damage() throws IOException {
        byte[] killed = killed();
        System.arraycopy(TreeFileHeader.head(new TreeHead(FORCED, LEAVES.getFirst())), 0, killed, 2048, 44);
        Files.write(file, killed);
        assertThatThrownBy(this::opened).isInstanceOf(TreeFileException.class);
        assertThat(file).hasBinaryContent(killed);
    }

    /** The size it opens at; all that it says then is right, and it can be gone on with and opened again. */
    private long opened() throws IOException {
        long size;
        try (TreeFile tree = TreeFile.open(file, TreeFileTest.LEDGER)) {
            size = tree.head().size();
            List<Hash> leaves = TreeModel.leaves(0, size);
            assertThat(tree.head()).isEqualTo(TreeModel.head(leaves));
            tree.check();
            tree.append(TreeModel.leaves(size, size + 3));
        }
        try (TreeFile tree = TreeFile.open(file, TreeFileTest.LEDGER)) {
            assertThat(tree.head()).isEqualTo(TreeModel.head(TreeModel.leaves(0, size + 3)));
        }
        return size;
    }

    /** kill -9 in the middle of writing. */
    @Test
    void a_killed_process_leaves_a_tree_that_is_gone_on_with() throws Exception {
        long before = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            long bytes = Math.max(4096, Files.exists(file) ? Files.size(file) : 0) + 200_000;
            Process writer = new ProcessBuilder(TreeFileProcess.command(file))
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out").toFile())
                    .start();
            try {
                await().atMost(LIMIT).until(() -> Files.exists(file) && Files.size(file) > bytes);
                assertThat(writer.isAlive()).isTrue();
                assertThatThrownBy(() -> TreeFile.open(file, TreeFileTest.LEDGER))
                        .isInstanceOfSatisfying(
                                TreeFileException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.IN_USE));
            } finally {
                writer.destroyForcibly();
                assertThat(writer.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            }
            try (TreeFile tree = TreeFile.open(file, TreeFileTest.LEDGER)) {
                assertThat(tree.head().size()).isGreaterThan(before);
                before = tree.head().size();
                assertThat(tree.head()).isEqualTo(TreeModel.head(TreeModel.leaves(0, before)));
                tree.check();
            }
        }
    }
}
