package io.rackledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.ByteArrayDataType;
import org.junit.jupiter.api.Test;

/** Runs with lists of one position and of many blocks, alone and merged, against scans. */
class PostingsRunTest {
    private static final int EVENTS = 30_000;
    private static final int QUESTIONS = 3_000;
    private static final int TYPES = 4;
    private static final int RUNS = 3;

    /** An event: its type, and its tags. */
    private record Event(int type, long[] tags) {
        boolean has(long tag) {
            return tag == PostingKey.EVERY || Arrays.stream(tags).anyMatch(mine -> mine == tag);
        }
    }

    private final MVStore store = new MVStore.Builder().open();
    private final Random random = new Random(seed());
    private final List<Event> events = new ArrayList<>();

    private static long seed() {
        long seed = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("-Drackledger.seed=" + seed);
        return seed;
    }

    /** Tags 1 and 2 are frequent, those to 100 less so, and each event has one of its own. */
    private long tag() {
        return switch (random.nextInt(3)) {
            case 0 -> 1;
            case 1 -> 2;
            default -> 3 + random.nextInt(97);
        };
    }

    private MVMap<PostingKey, byte[]> map(String name) {
        return store.openMap(
                name,
                new MVMap.Builder<PostingKey, byte[]>()
                        .keyType(PostingKey.Type.INSTANCE)
                        .valueType(ByteArrayDataType.INSTANCE));
    }

    private PostingsRun run(int id, int count) {
        int from = events.size();
        TreeSet<PostingKey> postings = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            int type = random.nextInt(TYPES) * random.nextInt(2);
            long[] tags = LongStream.of(tag(), tag(), -1000L - events.size())
                    .distinct()
                    .toArray();
            postings.add(new PostingKey(PostingKey.EVERY, type, events.size()));
            for (long tag : tags) {
                postings.add(new PostingKey(tag, type, events.size()));
            }
            events.add(new Event(type, tags));
        }
        TagFilter filter = new TagFilter(postings.size());
        MVMap<PostingKey, byte[]> map = map("run." + id);
        PostingsWriter writer = new PostingsWriter(map, from, filter);
        postings.forEach(posting -> writer.add(posting.tag(), posting.type(), posting.from()));
        return new PostingsRun(
                new PostingsRun.About(id, from, events.size(), writer.finish(), filter.parts()), map, filter);
    }

    private void compare(PostingsRun run) {
        for (int i = 0; i < QUESTIONS; i++) {
            long[] tags = random.nextInt(9) == 0
                    ? new long[] {PostingKey.EVERY}
                    : LongStream.generate(this::tag)
                            .limit(1 + random.nextInt(3))
                            .distinct()
                            .toArray();
            int[] types = random.ints(random.nextInt(3), 0, TYPES + 1)
                    .sorted()
                    .distinct()
                    .toArray();
            int from =
                    (int) run.about().from() + random.nextInt((int) run.about().events());
            int to = from + 1 + random.nextInt(random.nextBoolean() ? 20 : 5_000);
            int most = random.nextBoolean() ? 1 : Integer.MAX_VALUE;
            TreeSet<Long> expected = new TreeSet<>();
            for (int type = 0; type < TYPES; type++) {
                int wanted = type;
                if (types.length == 0 || Arrays.stream(types).anyMatch(t -> t == wanted)) {
                    LongStream.range(from, Math.min(to, run.about().to()))
                            .filter(p -> events.get((int) p).type() == wanted
                                    && Arrays.stream(tags).allMatch(events.get((int) p)::has))
                            .limit(most)
                            .forEach(expected::add);
                }
            }
            TreeSet<Long> found = new TreeSet<>();
            run.scan(tags, types, from, Math.min(to, run.about().to()), position -> {
                found.add(position);
                return most > 1;
            });
            assertThat(found)
                    .as("%s of types %s in [%d, %d)", Arrays.toString(tags), Arrays.toString(types), from, to)
                    .isEqualTo(expected);
        }
    }

    @Test
    void a_run_finds_what_a_scan_finds_before_and_after_it_is_merged() {
        List<PostingsRun> runs = new ArrayList<>();
        for (int id = 0; id < RUNS; id++) {
            runs.add(run(id, EVENTS / RUNS));
        }
        runs.forEach(this::compare);
        TagFilter filter =
                new TagFilter(runs.stream().mapToLong(run -> run.about().tags()).sum());
        MVMap<PostingKey, byte[]> map = map("merged");
        PostingsWriter writer = new PostingsWriter(map, 0, filter);
        PostingsMerge.merge(runs, writer);
        assertThat(map.size()).as("lists go over several blocks").isGreaterThan(20);
        compare(new PostingsRun(
                new PostingsRun.About(RUNS, 0, events.size(), writer.finish(), filter.parts()), map, filter));
        assertThat(filter.mayHold(-5L)).isFalse();
    }

    @Test
    void runs_are_merged_where_they_come_to_the_next_power_of_eight() {
        assertThat(first(8, 8, 8, 8, 8, 8, 8)).isEqualTo(7);
        assertThat(first(8, 8, 8, 8, 8, 8, 8, 8)).isZero();
        assertThat(first(5000, 9, 63)).isEqualTo(1);
        assertThat(first(5000, 600, 1, 1)).isEqualTo(4);
        assertThat(first(3_000_000, 3_000_000, 2_200_000)).isEqualTo(3);
        assertThat(first()).isZero();
    }

    private static int first(long... sizes) {
        List<PostingsRun.About> runs = new ArrayList<>();
        long from = 0;
        for (long size : sizes) {
            runs.add(new PostingsRun.About(runs.size(), from, from + size, 1, 1));
            from += size;
        }
        return PostingsMerge.firstToMerge(runs);
    }
}
