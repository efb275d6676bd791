package io.rackledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.format.Anchor;
import io.rackledger.format.Commit;
import io.rackledger.format.Criterion;
import io.rackledger.format.Hash;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Random histories against a model, in memory and in a file. {@code -Drackledger.seed} repeats one run. */
class IndexLawsTest {
    private static final int HISTORIES = Integer.getInteger("rackledger.histories", 12);
    private static final int STEPS = 400;
    private static final LedgerSettings FEW_IN_FLIGHT =
            new LedgerSettings(5, 1L << 30, 1, 1, 1, 1, Duration.ZERO, Duration.ZERO, Duration.ZERO);

    @TempDir
    Path folder;

    /** An index with its model; what it wants written waits until the history says so. */
    private static final class Lived {
        final IndexSettings settings;
        final Random random;
        final IndexModel model;
        final Deque<Runnable> waiting = new ArrayDeque<>();
        LedgerIndex index;

        Lived(IndexSettings settings, long seed) {
            this.settings = settings;
            this.random = new Random(seed);
            this.model = new IndexModel(random);
            this.index = open();
        }

        LedgerIndex open() {
            return new LedgerIndex(
                    settings.file(),
                    IndexFile.open(settings, IndexModel.LEDGER),
                    FEW_IN_FLIGHT,
                    waiting::add,
                    1 + random.nextInt(60_000));
        }

        void step() {
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> index.apply(model.next());
                case 4, 5, 6 -> acknowledge();
                case 7 -> truncate();
                case 8 -> index.settleSoon();
                case 9 -> write();
                case 10 -> {
                    if (settings.file() != null && random.nextInt(4) == 0) {
                        restart();
                    }
                }
                default -> compare();
            }
        }

        private void acknowledge() {
            for (int i = random.nextInt(4); i > 0 && model.acknowledged < model.commits.size(); i--) {
                index.acknowledge(offset(model.acknowledged++));
                write();
            }
        }

        static long offset(int commit) {
            return 10L + 3L * commit;
        }

        private void truncate() {
            int keep = model.acknowledged + random.nextInt(1 + model.commits.size() - model.acknowledged);
            model.keep(keep);
            index.truncate(model.tip());
        }

        private void write() {
            if (!waiting.isEmpty() && random.nextBoolean()) {
                waiting.removeFirst().run();
            }
        }

        /** Closed or killed: what is acknowledged is there, or can be read from the log. */
        private void restart() {
            boolean kill = random.nextBoolean();
            while (!waiting.isEmpty()) {
                waiting.removeFirst().run();
            }
            if (kill) {
                index.abandon();
            } else {
                index.close();
            }
            index = open();
            IndexedHead head = index.head();
            if (!kill) {
                assertThat(head.commits()).isEqualTo(model.acknowledged);
            }
            assertThat(head.commits()).isLessThanOrEqualTo(model.acknowledged);
            assertThat(head.offset()).isEqualTo(head.commits() == 0 ? -1 : offset((int) head.commits() - 1));
            WayBack back = head.back();
            if (back != null) {
                assertStands(back.far());
                assertStands(back.near());
            }
            model.keep(model.acknowledged);
            for (int i = (int) head.commits(); i < model.acknowledged; i++) {
                index.apply(model.commits.get(i));
                index.acknowledge(offset(i));
            }
        }

        private void assertStands(Landmark landmark) {
            int number = (int) (landmark.offset() - offset(0)) / 3;
            assertThat(landmark)
                    .isEqualTo(new Landmark(model.commits.get(number).head(), offset(number)));
        }

        private void compare() {
            List<StoredEvent> events = model.events();
            List<Criterion> criteria = model.criteria();
            int from = random.nextInt(events.size() + 2);
            assertThat(index.tip().anchor()).isEqualTo(model.tip().anchor());
            assertThat(index.head().head()).isEqualTo(model.head());
            Anchor upTo = model.anchor();
            assertThat(index.contains(upTo)).isEqualTo(model.holds(upTo));
            boolean stands = !upTo.hash().equals(Hash.ZERO)
                    && model.holds(upTo)
                    && model.commits.subList(0, model.acknowledged).stream()
                            .anyMatch(commit -> commit.head().anchor().equals(upTo));
            assertThat(index.isAcknowledged(upTo)).isEqualTo(stands);
            List<StoredEvent> matching = events.stream()
                    .filter(event -> event.position() >= from
                            && criteria.stream().anyMatch(criterion -> criterion.matches(event.entry())))
                    .toList();
            assertThat(index.firstMatch(criteria, from))
                    .as("the first of %s from %d", criteria, from)
                    .isEqualTo(matching.isEmpty() ? -1 : matching.getFirst().position());
            assertThat(index.source(criteria, from, upTo))
                    .as("%s from %d up to %s", criteria, from, upTo)
                    .isEqualTo(
                            model.holds(upTo)
                                    ? matching.stream()
                                            .filter(event -> event.position() < upTo.size())
                                            .toList()
                                    : null);
            int to = from + random.nextInt(40);
            assertThat(index.range(from, to))
                    .isEqualTo(events.subList(Math.min(from, events.size()), Math.min(to, events.size())));
            int number = random.nextInt(model.commits.size() + 2);
            int most = 1 + random.nextInt(40);
            List<Commit> acknowledged = model.commits.subList(0, model.acknowledged);
            assertThat(index.commits(number, most))
                    .isEqualTo(acknowledged.subList(
                            Math.min(number, acknowledged.size()), Math.min(number + most, acknowledged.size())));
        }
    }

    private static void live(IndexSettings settings, long seed) {
        Lived lived = new Lived(settings, seed);
        for (int i = 0; i < STEPS; i++) {
            lived.step();
        }
        lived.compare();
        lived.index.close();
    }

    private static long seed() {
        long seed = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("-Drackledger.seed=" + seed);
        return seed;
    }

    @Test
    void in_memory_it_finds_what_a_scan_finds_however_it_is_taken_back_and_written() {
        long seed = seed();
        for (int i = 0; i < HISTORIES; i++) {
            live(IndexSettings.IN_MEMORY, seed + i);
        }
    }

    @Test
    void in_a_file_it_does_so_too_however_often_it_is_closed_or_killed() {
        long seed = seed();
        for (int i = 0; i < HISTORIES; i++) {
            live(new IndexSettings(folder.resolve("index-" + i), 1), seed + i);
        }
    }
}
