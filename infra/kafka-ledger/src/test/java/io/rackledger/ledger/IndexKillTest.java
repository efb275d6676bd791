package io.rackledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.format.Criterion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 in the middle of writing leaves what was written before, and it is gone on with. */
class IndexKillTest {
    private static final int KILLS = 3;
    private static final long BYTES_BETWEEN = 1 << 20;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    @Test
    void a_killed_writer_leaves_an_index_that_opens_and_holds_what_it_says() throws Exception {
        long seed = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("-Drackledger.seed=" + seed);
        Path file = folder.resolve("index");
        long before = 0;
        for (int kill = 1; kill <= KILLS; kill++) {
            long bytes = BYTES_BETWEEN + (Files.exists(file) ? Files.size(file) : 0);
            Process writer = launch(file, seed);
            try {
                await().atMost(LIMIT).until(() -> Files.exists(file) && Files.size(file) > bytes);
                assertThat(writer.isAlive()).isTrue();
            } finally {
                writer.destroyForcibly();
                assertThat(writer.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
            }
            before = check(file, seed, before);
        }
        assertThat(folder.resolve("index.aside")).doesNotExist();
    }

    private Process launch(Path file, long seed) throws Exception {
        return new ProcessBuilder(IndexProcess.command(IndexProcess.class, file, seed))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    private static long check(Path file, long seed, long before) {
        try (ExecutorService settler = Executors.newSingleThreadExecutor()) {
            LedgerIndex index = IndexProcess.open(file, settler);
            IndexedHead head = index.head();
            assertThat(head.commits()).isGreaterThan(before);
            assertThat(head.offset()).isEqualTo(head.commits() - 1);
            IndexModel model = new IndexModel(new Random(seed));
            while (model.commits.size() < head.commits()) {
                model.next();
            }
            assertThat(index.commits(0, Integer.MAX_VALUE)).isEqualTo(model.commits);
            assertThat(index.source(
                            List.of(Criterion.of(Set.of("paid"), Set.of())),
                            0,
                            head.head().anchor()))
                    .isEqualTo(model.events().stream()
                            .filter(event -> event.entry().type().equals("paid"))
                            .toList());
            index.close();
            return head.commits();
        }
    }
}
