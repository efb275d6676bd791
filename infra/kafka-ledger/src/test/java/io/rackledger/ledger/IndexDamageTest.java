package io.rackledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rackledger.format.Criterion;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.ByteArrayDataType;
import org.h2.mvstore.type.LongDataType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a file that is not as it was left: it is told apart, set aside and built anew, and never believed. */
class IndexDamageTest {
    private static final int COMMITS = 400;
    /** Most of a file is free or old: so many that change nothing in a row would be a wonder. */
    private static final int MOST_UNNOTICED = 3_000;

    private static final int DAMAGES = Integer.getInteger("rackledger.damages", 150);
    private static final List<Criterion> ALL = List.of(Criterion.of(Set.of(), Set.of()));

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final Random random = new Random(7);
    private final IndexModel model = new IndexModel(random);
    private Path file;
    private Path good;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("index");
        good = folder.resolve("good");
        LedgerIndex index = open();
        while (model.acknowledged < COMMITS) {
            index.apply(model.next());
            index.acknowledge(model.acknowledged++);
        }
        index.close();
        Files.copy(file, good);
    }

    private LedgerIndex open() {
        return new LedgerIndex(IndexSettings.in(file), IndexModel.LEDGER, Runnable::run, 20_000);
    }

    private void assertWhole(LedgerIndex index) {
        assertThat(index.head().head()).isEqualTo(model.head());
        assertThat(index.source(ALL, 0, model.head().anchor())).isEqualTo(model.events());
        index.close();
    }

    /** It is empty, and takes what the log holds. */
    private void assertRebuilt(LedgerIndex index) {
        assertThat(index.head()).isEqualTo(IndexedHead.NONE);
        for (int i = 0; i < COMMITS; i++) {
            index.apply(model.commits.get(i));
            index.acknowledge(i);
        }
        assertWhole(index);
        assertWhole(open());
    }

    @Test
    void what_was_closed_is_found_as_it_was() {
        LedgerIndex index = open();
        assertThat(index.head().offset()).isEqualTo(COMMITS - 1);
        assertWhole(index);
    }

    @Test
    void an_empty_file_is_built_anew() throws IOException {
        Files.write(file, new byte[0]);
        assertRebuilt(open());
    }

    @Test
    void a_file_of_something_else_is_set_aside_and_built_anew() throws IOException {
        byte[] other = new byte[50_000];
        random.nextBytes(other);
        Files.write(file, other);
        assertRebuilt(open());
        assertThat(folder.resolve("index.aside")).hasBinaryContent(other);
    }

    @Test
    void the_index_of_another_ledger_is_set_aside() {
        LedgerIndex other = new LedgerIndex(IndexSettings.in(file), "another", Runnable::run, 20_000);
        assertThat(other.head()).isEqualTo(IndexedHead.NONE);
        other.close();
        assertThat(folder.resolve("index.aside")).exists();
    }

    @Test
    void an_index_of_another_layout_is_built_anew() {
        try (MVStore store = MVStore.open(file.toString())) {
            states(store).put(0L, Checksum.sealed(new WriteBuffer().putVarInt(IndexState.LAYOUT + 1)));
        }
        assertRebuilt(open());
    }

    /** It tells less of where a restart may begin to judge the log, and is gone on with. */
    @Test
    void an_index_of_the_layout_before_is_gone_on_with() {
        IndexedHead head;
        try (MVStore store = MVStore.open(file.toString())) {
            MVMap<Long, byte[]> states = states(store);
            byte[] written = states.get(0L);
            head = IndexState.opened(written).head();
            states.put(0L, inLayoutBefore(written, Objects.requireNonNull(head.back())));
        }
        LedgerIndex index = open();
        assertThat(index.head().head()).isEqualTo(head.head());
        assertThat(index.head().back()).isEqualTo(WayBack.from(new Landmark(head.head(), head.offset())));
        assertWhole(index);
        assertThat(folder.resolve("index.aside")).doesNotExist();
        LedgerIndex again = open();
        again.apply(model.next());
        again.acknowledge(model.acknowledged++);
        assertWhole(again);
        assertWhole(open());
    }

    @Test
    void where_the_index_is_damaged_that_is_told_and_not_that_the_log_was_unreadable() throws Exception {
        try (MVStore store = MVStore.open(file.toString())) {
            blocks(store, "events").put(0L, new byte[] {1, 2, 3, 4, 5});
        }
        EngineLoop loop = new EngineLoop(
                IndexModel.LEDGER,
                false,
                LedgerSettings.DEFAULT,
                IndexSettings.in(file),
                LIMIT,
                EngineLoopTest.NOWHERE,
                LedgerObserver.NONE,
                Clock.systemUTC(),
                random,
                Runnable::run);
        assertThatThrownBy(() -> loop.read(0, 1)).isInstanceOf(IndexDamagedException.class);
        loop.unreadable("the log can't be read");
        loop.start();
        await().atMost(LIMIT).until(() -> loop.state() == Ledger.State.STOPPED);
        assertThat(loop.stoppedBecause()).contains(file.toString(), "is damaged");
        loop.close(LIMIT);
    }

    private static byte[] inLayoutBefore(byte[] sealed, WayBack back) {
        WriteBuffer left = new WriteBuffer();
        back.write(left);
        byte[] leftOut = Arrays.copyOf(left.getBuffer().array(), left.position());
        ByteBuffer content = Checksum.opened(sealed, "what it holds");
        String bytes = new String(content.array(), 0, content.limit(), StandardCharsets.ISO_8859_1);
        byte[] before = bytes.replace(new String(leftOut, StandardCharsets.ISO_8859_1), "")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(before).hasSize(content.limit() - leftOut.length);
        before[0] = 1;
        return Checksum.sealed(new WriteBuffer().put(before));
    }

    private static MVMap<Long, byte[]> states(MVStore store) {
        return blocks(store, "state");
    }

    private static MVMap<Long, byte[]> blocks(MVStore store, String name) {
        return store.openMap(
                name,
                new MVMap.Builder<Long, byte[]>().keyType(LongDataType.INSTANCE).valueType(ByteArrayDataType.INSTANCE));
    }

    @Test
    void a_file_is_for_one_at_a_time() {
        LedgerIndex first = open();
        assertThatThrownBy(this::open)
                .isInstanceOf(IndexUnavailableException.class)
                .hasMessageContaining(file.toString());
        assertWhole(first);
    }

    @Test
    void a_folder_in_its_place_is_left_alone() throws IOException {
        Files.delete(file);
        Files.createDirectory(file);
        assertThatThrownBy(this::open).isInstanceOf(IndexUnavailableException.class);
    }

    @Test
    void a_file_that_was_cut_off_is_never_believed() throws IOException {
        for (int i = 0; i < DAMAGES / 5; i++) {
            restore();
            try (RandomAccessFile cut = new RandomAccessFile(file.toFile(), "rw")) {
                cut.setLength(random.nextLong(cut.length()));
            }
            assertNeverWrong();
        }
    }

    @Test
    void a_file_with_bytes_changed_is_never_believed() throws IOException {
        int noticed = 0;
        for (int i = 0; i < DAMAGES || (noticed == 0 && i < MOST_UNNOTICED); i++) {
            restore();
            try (RandomAccessFile changed = new RandomAccessFile(file.toFile(), "rw")) {
                byte[] bytes = new byte[1 + random.nextInt(64)];
                random.nextBytes(bytes);
                changed.seek(random.nextLong(changed.length() - bytes.length));
                changed.write(bytes);
            }
            noticed += assertNeverWrong() ? 1 : 0;
        }
        assertThat(noticed).isPositive();
    }

    private void restore() throws IOException {
        Files.copy(good, file, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(folder.resolve("index.damaged"));
    }

    /** It holds what it did at some time, or the damage is noticed: at once, or when it comes to be read. */
    private boolean assertNeverWrong() {
        LedgerIndex index = open();
        int commits = (int) index.head().commits();
        try {
            List<StoredEvent> events = commits == 0
                    ? List.of()
                    : model.events().subList(0, (int)
                            model.commits.get(commits - 1).head().size());
            assertThat(index.source(ALL, 0, index.tip().anchor())).isEqualTo(events);
            for (int i = 0; i < 20; i++) {
                List<Criterion> criteria = model.criteria();
                assertThat(index.source(criteria, 0, index.tip().anchor()))
                        .isEqualTo(events.stream()
                                .filter(event ->
                                        criteria.stream().anyMatch(criterion -> criterion.matches(event.entry())))
                                .toList());
            }
            assertThat(index.commits(0, commits)).isEqualTo(model.commits.subList(0, commits));
            index.close();
            return commits < COMMITS;
        } catch (RuntimeException e) {
            assertThat(index.failure()).as("of %s", e).isNotEmpty();
            index.close();
            LedgerIndex next = open();
            assertThat(next.head()).isEqualTo(IndexedHead.NONE);
            next.close();
            return true;
        }
    }

    @Test
    void a_copy_made_while_it_was_written_opens() throws IOException {
        Files.delete(file);
        LedgerIndex index = open();
        Path copy = folder.resolve("copy");
        for (int i = 0; i < COMMITS; i++) {
            index.apply(model.commits.get(i));
            index.acknowledge(i);
            if (i % 23 == 0) {
                Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
                LedgerIndex copied = new LedgerIndex(IndexSettings.in(copy), IndexModel.LEDGER, Runnable::run, 20_000);
                int commits = (int) copied.head().commits();
                assertThat(commits).isLessThanOrEqualTo(i + 1);
                assertThat(copied.commits(0, COMMITS)).isEqualTo(model.commits.subList(0, commits));
                copied.close();
            }
        }
        index.close();
    }
}
