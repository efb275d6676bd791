package io.rackledger.quickstart.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.quickstart.Rehearsal;
import io.rackledger.quickstart.ViewsDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the query service at random moments while commands come in; {@code -Drackledger.kills} says how often. */
@Tag("both-databases")
class ViewsKillIT {
    private static final int KILLS = Integer.getInteger("rackledger.kills", 10);

    @TempDir
    Path folder;

    private String database(String name) {
        try {
            return ViewsDatabase.asked().fresh(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void views_that_were_killed_again_and_again_count_every_event_exactly_once() throws Exception {
        long seed = Long.getLong("rackledger.seed", new Random().nextLong());
        System.out.println("seed " + seed);
        Rehearsal.held();

        ViewsUnderKills.Report report =
                new ViewsUnderKills(folder, this::database, KILLS, seed, System.out::println).run();

        assertThat(report.kills()).isEqualTo(KILLS);
        assertThat(report.killed()).isEqualTo(report.clean());
        assertThat(report.clean().get("orders").rows()).isPositive();
        assertThat(report.clean().get("refusals").rows()).isPositive();
    }
}
