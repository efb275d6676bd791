package io.rackledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.format.Commit;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ResumePointTest {
    private static final int COMMITS = 30;
    private static final int LAST = COMMITS - 1;
    private static final int IN_FLIGHT = 4;
    private static final long PLENTY = 1L << 40;
    private static final byte[] FOREIGN = {1, 2, 3};
    private static final String CHANGED = "acknowledged commits were lost or changed";

    private final IndexModel model = new IndexModel(new Random(7));
    private final TreeMap<Long, byte[]> log = new TreeMap<>();
    private final LedgerIndex index = index(IN_FLIGHT, PLENTY);

    private static LedgerIndex index(int inFlight, long inFlightBytes) {
        LedgerSettings settings = new LedgerSettings(
                inFlight, inFlightBytes, 1, 1, 1, 1 << 20, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        StoredIndex store = new StoredIndex(IndexFile.inMemory(), IndexModel.LEDGER);
        return new LedgerIndex(null, store, settings, Runnable::run, Long.MAX_VALUE);
    }

    private static long offset(int commit) {
        return 5 + 3L * commit;
    }

    /** One that extends the chain, as one without events doesn't. */
    private Commit next() {
        Commit commit = model.next();
        while (commit.entries().isEmpty() && model.commits.size() > 1) {
            model.keep(model.commits.size() - 1);
            commit = model.next();
        }
        return commit;
    }

    private void take(LedgerIndex into, Commit commit, int number) {
        into.apply(commit);
        into.acknowledge(offset(number));
        log.put(offset(number), commit.encode());
    }

    private void fill() {
        for (int i = 0; i < COMMITS; i++) {
            take(index, next(), i);
        }
    }

    private static ResumePoint point(LedgerIndex index) {
        ResumePoint point = ResumePoint.of(IndexModel.LEDGER, index, "the index");
        assertThat(point).isNotNull();
        return point;
    }

    /** What is told of the log; empty where it leads to what the index holds. */
    private String resumed(ResumePoint point) {
        long end = log.lastKey() + 1;
        String because = point.missing(end, point.from());
        for (Map.Entry<Long, byte[]> record : log.tailMap(point.from()).entrySet()) {
            because = because.isEmpty() ? point.take(record.getKey(), record.getValue()) : because;
        }
        because = because.isEmpty() ? point.missing(end, end) : because;
        assertThat(point.isReached()).isEqualTo(because.isEmpty());
        return because;
    }

    private String resumed() {
        return resumed(point(index));
    }

    @Test
    void an_index_that_holds_nothing_reads_from_the_first_record() {
        assertThat(ResumePoint.of(IndexModel.LEDGER, index, "the index")).isNull();
    }

    @Test
    void a_log_that_is_as_it_was_leads_to_the_last_commit() {
        fill();
        assertThat(point(index).anchor()).isEqualTo(model.tip().anchor());
        assertThat(resumed()).isEmpty();
    }

    @Test
    void what_is_void_in_between_changes_nothing() {
        fill();
        for (int i = 0; i < LAST; i++) {
            log.put(offset(i) + 1, FOREIGN);
            log.put(offset(i) + 2, model.commits.get(i).encode());
        }
        log.put(offset(LAST) + 1, FOREIGN);
        assertThat(resumed()).isEmpty();
    }

    @Test
    void the_last_commit_where_it_was_proves_nothing_without_what_it_extends() {
        fill();
        for (int lost = LAST - IN_FLIGHT; lost < LAST; lost++) {
            byte[] record = log.put(offset(lost), FOREIGN);
            assertThat(resumed())
                    .as("without commit %d", lost)
                    .contains("something else", "offset " + offset(LAST), CHANGED);
            log.remove(offset(lost));
            assertThat(resumed()).contains(CHANGED);
            log.put(offset(lost), record);
        }
    }

    @Test
    void something_else_in_the_place_of_the_last_commit_is_told_with_its_offset() {
        fill();
        log.put(offset(LAST), FOREIGN);
        assertThat(resumed())
                .contains("something else at offset " + offset(LAST), "the index", CHANGED)
                .contains(model.tip().hash().toString());
        log.remove(offset(LAST));
        log.put(offset(LAST) + 1, FOREIGN);
        assertThat(resumed()).contains("something else at offset " + offset(LAST), CHANGED);
    }

    @Test
    void another_commit_behind_the_last_one_but_one_is_told() {
        fill();
        model.keep(LAST);
        Commit other = next();
        log.put(offset(LAST), other.encode());
        assertThat(resumed()).contains("something else at offset " + offset(LAST), CHANGED);
    }

    @Test
    void a_log_that_ends_before_the_last_commit_is_told_before_it_is_read() {
        fill();
        log.remove(offset(LAST));
        assertThat(resumed()).contains("ends at offset " + (offset(LAST - 1) + 1), "the index", CHANGED);
    }

    @Test
    void a_log_that_goes_on_without_a_record_there_is_told() {
        fill();
        log.remove(offset(LAST));
        ResumePoint point = point(index);
        log.tailMap(point.from())
                .forEach(
                        (offset, value) -> assertThat(point.take(offset, value)).isEmpty());
        assertThat(point.missing(offset(LAST) + 1, offset(LAST))).isEmpty();
        assertThat(point.missing(offset(LAST) + 1, offset(LAST) + 1))
                .contains("something else at offset " + offset(LAST), CHANGED);
    }

    @Test
    void something_else_where_judging_begins_is_told() {
        fill();
        long from = point(index).from();
        log.put(from, FOREIGN);
        assertThat(resumed()).contains("something else at offset " + from, CHANGED);
        log.remove(from);
        assertThat(resumed()).contains("something else at offset " + from, CHANGED);
    }

    @Test
    void a_record_without_a_value_is_as_any_other_that_is_void() {
        fill();
        ResumePoint point = point(index);
        assertThat(point.take(point.from(), null)).contains(CHANGED);
        ResumePoint again = point(index);
        assertThat(again.take(again.from(), log.get(again.from()))).isEmpty();
        assertThat(again.take(again.from() + 1, null)).isEmpty();
    }

    @Test
    void judging_begins_as_far_back_as_may_be_in_flight_and_at_most_twice_as_far() {
        for (int i = 0; i < COMMITS; i++) {
            take(index, next(), i);
            int back = commitsBack(index, i);
            assertThat(back).isGreaterThanOrEqualTo(Math.min(i, IN_FLIGHT)).isLessThan(2 * IN_FLIGHT);
            assertThat(resumed()).isEmpty();
        }
    }

    private int commitsBack(LedgerIndex of, int last) {
        return (int) ((offset(last) - point(of).from()) / 3);
    }

    @Test
    void judging_begins_less_far_back_where_large_commits_are_in_flight() {
        LedgerIndex large = index(Integer.MAX_VALUE, 2_000);
        for (int i = 0; i < COMMITS; i++) {
            take(large, next(), i);
            int back = commitsBack(large, i);
            long bytes = model.commits.subList(i - back, i + 1).stream()
                    .flatMap(commit -> commit.entries().stream())
                    .mapToLong(entry -> entry.length())
                    .sum();
            assertThat(bytes > 2_000 || back == i).isTrue();
            assertThat(resumed(point(large))).isEmpty();
        }
        assertThat(commitsBack(large, LAST)).isPositive().isLessThan(LAST);
    }
}
