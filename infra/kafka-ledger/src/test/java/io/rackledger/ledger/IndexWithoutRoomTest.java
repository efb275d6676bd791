package io.rackledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A full disk ends the writing of an index, and takes nothing away from it, whoever notices it first. */
class IndexWithoutRoomTest {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    /** In blocks of 512 bytes: what may be written to a file. */
    private static final int ROOM = 700;

    @TempDir
    Path folder;

    @Test
    void an_index_without_room_is_as_good_as_before_and_is_not_taken_for_damaged() throws Exception {
        long seed = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("-Drackledger.seed=" + seed);
        Path file = folder.resolve("index");
        Path out = folder.resolve("out");
        Process writer = launch(file, seed, out);
        try {
            assertThat(writer.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } finally {
            writer.destroyForcibly();
        }
        assertThat(writer.exitValue()).as("see %s", Files.readString(out)).isZero();
        assertThat(folder.resolve("index.damaged")).doesNotExist();

        try (ExecutorService settler = Executors.newSingleThreadExecutor()) {
            LedgerIndex index = IndexProcess.open(file, settler);
            IndexModel model = new IndexModel(new Random(seed));
            while (model.commits.size() < index.head().commits()) {
                model.next();
            }
            assertThat(index.head().commits()).isPositive();
            assertThat(index.commits(0, Integer.MAX_VALUE)).isEqualTo(model.commits);
            index.close();
        }
        assertThat(folder.resolve("index.aside")).doesNotExist();
    }

    private static Process launch(Path file, long seed, Path out) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f " + ROOM + " && exec \"$@\"", "sh"));
        command.addAll(IndexProcess.command(IndexWithoutRoom.class, file, seed));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
    }
}
