package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** kill -9 of the query service at random moments while commands come in; {@code -Drackledger.kills} says how often. */
class ViewsKillIT {
    private static final int KILLS = Integer.getInteger("rackledger.kills", 10);

    @TempDir
    Path folder;

    @Test
    void views_that_were_killed_again_and_again_count_every_event_exactly_once() throws Exception {
        long seed = Long.getLong("rackledger.seed", new Random().nextLong());
        System.out.println("seed " + seed);

        ViewsUnderKills.Report report = new ViewsUnderKills(folder, KILLS, seed, System.out::println).run();

        assertThat(report.kills()).isEqualTo(KILLS);
        assertThat(report.killed()).isEqualTo(report.clean());
        assertThat(report.clean().get("orders").rows()).isPositive();
        assertThat(report.clean().get("refusals").rows()).isPositive();
    }
}
