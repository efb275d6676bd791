package io.rackledger.quickstart.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.quickstart.Rehearsal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten rounds of real damage, of every kind, but of full disks one; {@code ./rackledger chaos --rounds N} does more. */
class LedgerUnderFaultsIT {
    private static final Set<Fault> FULL_DISKS =
            EnumSet.of(Fault.BROKER_WITHOUT_ROOM, Fault.WRITER_WITHOUT_ROOM, Fault.VIEWS_WITHOUT_ROOM);

    private static final Fault AGAIN = Fault.WRITER_FROZEN;

    @TempDir
    Path folder;

    @Test
    void clients_log_and_views_agree_after_every_kind_of_damage() throws Exception {
        long seed = Long.getLong("rackledger.seed", new Random().nextLong());
        System.out.println("seed " + seed);
        Rehearsal.held();
        List<Fault> faults = new ArrayList<>(withOneFullDisk(LedgerUnderFaults.drawn(Fault.values().length, seed)));
        faults.add(AGAIN);

        List<LedgerUnderFaults.Round> rounds = new LedgerUnderFaults(folder, seed, System.out::println).run(faults);

        assertThat(rounds)
                .allSatisfy(round -> assertThat(round.mismatches())
                        .as(round.fault().toString())
                        .isEmpty());
        assertThat(rounds.stream().map(LedgerUnderFaults.Round::fault)).containsExactlyElementsOf(faults);
        assertThat(rounds.stream().mapToInt(LedgerUnderFaults.Round::events).boxed())
                .as("events, which every round adds to")
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(sum(rounds, Testimony.Counts::accepted)).isPositive();
        assertThat(sum(rounds, Testimony.Counts::refused)).isPositive();
        assertThat(sum(rounds, Testimony.Counts::unanswered)).isPositive();
    }

    private static List<Fault> withOneFullDisk(List<Fault> all) {
        Fault kept = all.stream().filter(FULL_DISKS::contains).findFirst().orElseThrow();
        return all.stream()
                .filter(fault -> fault == kept || !FULL_DISKS.contains(fault))
                .toList();
    }

    private static long sum(List<LedgerUnderFaults.Round> rounds, ToLongFunction<Testimony.Counts> count) {
        return rounds.stream()
                .map(LedgerUnderFaults.Round::told)
                .mapToLong(count)
                .sum();
    }
}
