package io.rackledger.query.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.query.fold.Difference.Change;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DifferenceTest {
    private static final int TIMES = 500;
    private static final int MOST_ROWS = 30;

    /** A row that is made when somebody asks for it. */
    private record Line(int key, int figure) implements Supplier<Row> {
        @Override
        public Row get() {
            return Row.of("row-" + key).with("figure", figure);
        }
    }

    @Test
    void whatever_came_went_or_moved_each_row_that_differs_is_told_once() {
        long first = System.nanoTime();
        System.out.println("seeds from " + first);
        for (long seed = first; seed < first + TIMES; seed++) {
            Random random = new Random(seed);
            List<Line> before = lines(random);
            List<Line> after = random.nextBoolean() ? lines(random) : edited(before, random);
            Difference difference = Difference.between(answer(before, random), answer(after, random));
            assertThat(difference.rows().stream().map(Change::key))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(differing(before, after));
            assertThat(difference.rows()).as("seed %d", seed).allSatisfy(change -> {
                assertThat(change.before()).isEqualTo(row(change.key(), before));
                assertThat(change.after()).isEqualTo(row(change.key(), after));
            });
        }
    }

    @Test
    void what_is_made_alike_is_not_made_to_be_compared() {
        List<String> made = new ArrayList<>();
        record Counted(int key, List<String> made) implements Supplier<Row> {
            @Override
            public Row get() {
                made.add("row-" + key);
                return Row.of("row-" + key);
            }
        }
        Supplier<Stream<Row>> same =
                () -> IntStream.range(0, MOST_ROWS).mapToObj(key -> Row.later(new Counted(key, made)));
        List<Row> more = Stream.concat(Stream.of(Row.of("another")), same.get()).toList();
        Row totals = Row.of("totals");
        Difference difference = Difference.between(new Answer(totals, same.get().toList()), new Answer(totals, more));
        assertThat(difference.rows()).extracting(Change::key).containsExactly("another");
        assertThat(made).isEmpty();
    }

    private static List<Line> lines(Random random) {
        return IntStream.range(0, random.nextInt(MOST_ROWS))
                .filter(key -> random.nextInt(4) > 0)
                .mapToObj(key -> new Line(key, random.nextInt(2)))
                .toList();
    }

    private static List<Line> edited(List<Line> lines, Random random) {
        List<Line> edited = new ArrayList<>(lines);
        edited.removeIf(line -> random.nextInt(10) == 0);
        edited.replaceAll(line -> random.nextInt(10) == 0 ? new Line(line.key(), 2) : line);
        edited.add(random.nextInt(edited.size() + 1), new Line(MOST_ROWS, 0));
        if (random.nextInt(4) == 0) {
            Collections.shuffle(edited, random);
        }
        return edited;
    }

    private static Answer answer(List<Line> lines, Random random) {
        boolean later = random.nextInt(4) > 0;
        return new Answer(
                Row.of("totals"),
                lines.stream().map(line -> later ? Row.later(line) : line.get()).toList());
    }

    /** In the order of the later answer, then those that are gone. */
    private static List<String> differing(List<Line> before, List<Line> after) {
        return Stream.concat(
                        after.stream().filter(line -> !before.contains(line)),
                        before.stream().filter(line -> after.stream().noneMatch(other -> other.key() == line.key())))
                .map(line -> "row-" + line.key())
                .toList();
    }

    private static @Nullable Row row(String key, List<Line> lines) {
        return lines.stream()
                .map(Line::get)
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElse(null);
    }
}
