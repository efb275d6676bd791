package io.rackledger.transparency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.format.Hash;
import io.rackledger.format.Header.Genesis;
import io.rackledger.format.Samples;
import io.rackledger.transparency.TreeFileException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreeFileTest {
    static final Genesis LEDGER = new Genesis("sample", "000102030405060708090a0b0c0d0e0f");

    private static final int EVENTS = 700;
    private static final int ROUNDS = 20;
    private static final int READERS = 3;
    private static final int LIMIT_SECONDS = 60;
    private static final long SEED = Samples.seed();
    private static final List<Hash> LEAVES = TreeModel.leaves(0, EVENTS);

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void choose_a_file() {
        file = folder.resolve("tree");
    }

    @Test
    void it_proves_every_size_that_it_ever_had_however_it_was_written() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            Files.deleteIfExists(file);
            int size = 0;
            while (size < EVENTS) {
                try (TreeFile tree = TreeFile.open(file, LEDGER)) {
                    assertThat(tree.head()).isEqualTo(TreeModel.head(LEAVES.subList(0, size)));
                    for (int batch = 1 + random.nextInt(4); batch > 0 && size < EVENTS; batch--) {
                        int more = Math.min(random.nextInt(200), EVENTS - size);
                        tree.append(LEAVES.subList(size, size + more));
                        size += more;
                        if (random.nextBoolean()) {
                            tree.force();
                        }
                    }
                    tree.check();
                    proves(tree, random);
                }
            }
            assertThat(Files.size(file)).isEqualTo(4096 + 32L * (2 * EVENTS - Integer.bitCount(EVENTS)));
        }
    }

    private static void proves(TreeFile tree, Random random) throws IOException {
        int reached = (int) tree.head().size();
        for (int i = 0; i < 10 && reached > 0; i++) {
            int size = 1 + random.nextInt(reached);
            int index = random.nextInt(size);
            List<Hash> then = LEAVES.subList(0, size);
            assertThat(tree.at(0, index)).isEqualTo(LEAVES.get(index));
            assertThat(tree.head(size)).isEqualTo(TreeModel.head(then));
            assertThat(tree.inclusion(index, size)).isEqualTo(TreeModel.path(index, then));
            assertThat(tree.consistency(index, size)).isEqualTo(index == 0 ? List.of() : TreeModel.proof(index, then));
        }
    }

    @Test
    void it_is_the_same_file_however_the_leaves_came() throws IOException {
        try (TreeFile tree = TreeFile.open(file, LEDGER)) {
            tree.append(LEAVES);
        }
        Path another = folder.resolve("another");
        try (TreeFile tree = TreeFile.open(another, LEDGER)) {
            for (Hash leaf : LEAVES) {
                tree.append(List.of(leaf));
            }
        }
        assertThat(file).hasSameBinaryContentAs(another);
    }

    @Test
    void more_leaves_than_are_written_at_once_are_appended() throws IOException {
        List<Hash> many = TreeModel.leaves(0, 5_000);
        try (TreeFile tree = TreeFile.open(file, LEDGER)) {
            tree.append(many);
            assertThat(tree.head()).isEqualTo(TreeModel.head(many));
            tree.check();
        }
    }

    @Test
    void what_lies_beyond_the_tree_is_not_answered() throws IOException {
        try (TreeFile tree = TreeFile.open(file, LEDGER)) {
            tree.append(LEAVES.subList(0, 6));
            assertThat(tree.at(1, 2)).isEqualTo(TreeModel.root(LEAVES.subList(4, 6)));
            assertThat(tree.at(2, 0)).isEqualTo(TreeModel.root(LEAVES.subList(0, 4)));
            assertThatThrownBy(() -> tree.at(2, 1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> tree.at(0, 6)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> tree.at(0, -1)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> tree.at(64, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> tree.head(7)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> tree.inclusion(0, 7)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> tree.inclusion(3, 3)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> tree.consistency(1, 7)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> tree.consistency(4, 3)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void the_tree_of_another_ledger_is_refused_and_left_as_it_is() throws IOException {
        try (TreeFile tree = TreeFile.open(file, LEDGER)) {
            tree.append(LEAVES);
        }
        byte[] before = Files.readAllBytes(file);
        Genesis renamed = new Genesis("samples", LEDGER.incarnation());
        Genesis reborn = new Genesis("sample", "ff0102030405060708090a0b0c0d0e0f");
        assertThat(refused(renamed)).isEqualTo(Reason.OTHER_LEDGER);
        assertThat(refused(reborn)).isEqualTo(Reason.OTHER_LEDGER);
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void what_is_no_tree_is_refused_and_left_as_it_is() throws IOException {
        for (byte[] content : List.of("a letter".getBytes(), new byte[3], new byte[10_000])) {
            Files.write(file, content);
            assertThat(refused(LEDGER)).isEqualTo(Reason.NO_TREE_FILE);
            assertThat(file).hasBinaryContent(content);
        }
    }

    @Test
    void a_file_of_a_later_layout_is_not_called_damaged() throws IOException {
        TreeFile.open(file, LEDGER).close();
        byte[] later = Files.readAllBytes(file);
        later[4] = 2;
        Files.write(file, later);
        assertThat(refused(LEDGER)).isEqualTo(Reason.NO_TREE_FILE);
    }

    @Test
    void two_do_not_have_it_open() throws IOException {
        try (TreeFile tree = TreeFile.open(file, LEDGER)) {
            tree.append(LEAVES);
            assertThat(refused(LEDGER)).isEqualTo(Reason.IN_USE);
            tree.check();
        }
        assertThatThrownBy(() -> TreeFile.open(folder, LEDGER)).isNotInstanceOf(TreeFileException.class);
        assertThatThrownBy(() -> TreeFile.open(folder, LEDGER)).isNotInstanceOf(TreeFileException.class);
    }

    @Test
    void closing_twice_is_closing_once() throws IOException {
        TreeFile tree = TreeFile.open(file, LEDGER);
        tree.close();
        tree.close();
        assertThatThrownBy(() -> tree.append(LEAVES)).isInstanceOf(IOException.class);
    }

    @Test
    void a_name_that_has_no_room_is_told_at_once() {
        assertThatThrownBy(() -> TreeFile.open(file, new Genesis("x".repeat(3000), LEDGER.incarnation())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_interrupted_reader_reads_on_and_closes_nothing() throws IOException {
        try (TreeFile tree = TreeFile.open(file, LEDGER)) {
            tree.append(LEAVES);
            Thread.currentThread().interrupt();
            assertThat(tree.inclusion(3, EVENTS)).isEqualTo(TreeModel.path(3, LEAVES));
            assertThat(Thread.interrupted()).isTrue();
            tree.check();
        }
    }

    @Test
    void readers_see_whole_trees_while_another_thread_appends() throws Exception {
        List<TreeHead> heads = new ArrayList<>();
        Frontier frontier = new Frontier();
        heads.add(frontier.head());
        LEAVES.forEach(leaf -> {
            frontier.append(leaf);
            heads.add(frontier.head());
        });
        try (TreeFile tree = TreeFile.open(file, LEDGER);
                ExecutorService threads = Executors.newFixedThreadPool(READERS)) {
            List<Future<Integer>> readers = new ArrayList<>();
            for (int reader = 0; reader < READERS; reader++) {
                Random random = new Random(SEED + reader);
                readers.add(threads.submit(() -> read(tree, heads, random)));
            }
            Random random = new Random(SEED);
            for (int size = 0; size < EVENTS; ) {
                int more = Math.min(1 + random.nextInt(5), EVENTS - size);
                tree.append(LEAVES.subList(size, size + more));
                size += more;
            }
            for (Future<Integer> reader : readers) {
                assertThat(reader.get(LIMIT_SECONDS, TimeUnit.SECONDS)).isPositive();
            }
        }
    }

    private static int read(TreeFile tree, List<TreeHead> heads, Random random) throws Exception {
        int proofs = 0;
        for (TreeHead now = tree.head(); now.size() < EVENTS || proofs == 0; now = tree.head()) {
            int size = (int) now.size();
            assertThat(now).isEqualTo(heads.get(size));
            if (size > 0) {
                int index = random.nextInt(size);
                Inclusion.verify(index, LEAVES.get(index), tree.inclusion(index, size), now);
                Consistency.verify(heads.get(index), now, tree.consistency(index, size));
                proofs++;
            }
        }
        return proofs;
    }

    private Reason refused(Genesis ledger) {
        try (TreeFile tree = TreeFile.open(file, ledger)) {
            throw new AssertionError("opened at " + tree.head());
        } catch (TreeFileException e) {
            return e.reason();
        } catch (IOException e) {
            throw new AssertionError("another fault", e);
        }
    }
}
