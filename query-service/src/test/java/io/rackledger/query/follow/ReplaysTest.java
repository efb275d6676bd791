package io.rackledger.query.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.rackledger.query.fold.Orders;
import io.rackledger.query.follow.ReplayState.Asked;
import io.rackledger.query.party.Parties;
import io.rackledger.query.store.Database;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** Replays beside a follower, on real databases. */
@Timeout(120)
class ReplaysTest {
    private static final int ORDERS = 20;
    private static final long EVENTS = 400;
    private static final long LONG = 4_000;
    private static final Course COURSE = new Course(ORDERS);

    /** Looks up after every few events, and keeps what it has each time. */
    private static final Pace SMALL_STEPS = new Pace(7, Duration.ZERO);

    private final MemoryLedger ledger = new MemoryLedger();

    private Service service(JdbcTemplate jdbc) throws InterruptedException {
        return Service.started(ledger, jdbc, SMALL_STEPS);
    }

    private void grow(long size) {
        ledger.add(COURSE.events(ledger.head().size(), size));
    }

    private static long rows(JdbcTemplate jdbc, long generation) {
        Long rows = jdbc.queryForObject(
                "select (select count(*) from orders_rows where generation = ?)"
                        + " + (select count(*) from fold_state where generation = ? and fold = 'orders')"
                        + " + (select count(*) from fold_position where generation = ? and fold = 'orders')",
                Long.class,
                generation,
                generation,
                generation);
        return rows == null ? 0 : rows;
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void a_replay_of_what_is_served_rightly_differs_nowhere_and_is_swapped_in(Database kind) throws Exception {
        JdbcTemplate jdbc = kind.fresh();
        grow(EVENTS);
        try (Service service = service(jdbc)) {
            long id = service.replayed(ReplayState.READY);
            assertThat(id).isEqualTo(2);
            assertThat(service.replay(id).comparison()).isEqualTo(new Comparison(EVENTS - 1, 0, List.of()));
            assertThat(service.generation()).isEqualTo(1);

            assertThat(service.ask(id, Asked.SWAP).previous()).isEqualTo(java.util.Map.of("orders", 1L));
            assertThat(service.generation()).isEqualTo(2);
            assertThat(service.follower.image().generation(List.of(Parties.FOLD)))
                    .isEqualTo(1);
            assertThat(jdbc.queryForList(
                            "select generation from fold_position where fold = 'orders' and serving", Long.class))
                    .containsExactly(2L);
            assertThat(jdbc.queryForObject("select count(*) from orders", Long.class))
                    .isEqualTo(2 * ORDERS);

            grow(EVENTS + 10);
            service.follows(ledger);
            assertThat(delivered(service.follower.image())).isEqualTo(EVENTS + 10 - ORDERS);
        }
    }

    private static long delivered(Image image) {
        return Service.shares(image).rows().stream()
                .map(row -> (java.math.BigDecimal) row.figures().get("amount"))
                .mapToLong(java.math.BigDecimal::longValueExact)
                .sum();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void a_damaged_table_is_found_by_its_key_and_repaired_by_the_swap(Database kind) throws Exception {
        JdbcTemplate jdbc = kind.fresh();
        grow(EVENTS);
        service(jdbc).close();
        byte[] whole = stateOf(jdbc, "order:ord-7", 1);
        jdbc.update("update fold_state set state = ? where entity = 'order:ord-7'", stateOf(jdbc, "order:ord-8", 1));
        jdbc.update("delete from fold_state where entity = 'order:ord-3'");
        try (Service service = service(jdbc)) {
            long id = service.replayed(ReplayState.READY);
            Comparison comparison = service.replay(id).comparison();
            assertThat(comparison.differing()).isEqualTo(2);
            assertThat(comparison.first())
                    .extracting(Comparison.Differing::entity)
                    .containsExactly("order:ord-3", "order:ord-7");
            assertThat(comparison.first().getFirst().served()).isNull();
            assertThat(comparison.first().getLast().served()).contains("ord-8");
            assertThat(comparison.first().getLast().replayed()).contains("ord-7");
            assertThat(delivered(service.follower.image())).isNotEqualTo(EVENTS - ORDERS);

            service.ask(id, Asked.SWAP);
            assertThat(delivered(service.follower.image())).isEqualTo(EVENTS - ORDERS);
            assertThat(stateOf(jdbc, "order:ord-7", id)).isEqualTo(whole);
        }
    }

    private static byte[] stateOf(JdbcTemplate jdbc, String entity, long generation) {
        return jdbc.queryForObject(
                "select state from fold_state where entity = ? and generation = ?", byte[].class, entity, generation);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void an_undo_lets_the_old_generation_catch_up_and_serves_it_again(Database kind) throws Exception {
        JdbcTemplate jdbc = kind.fresh();
        grow(EVENTS);
        try (Service service = service(jdbc)) {
            long id = service.replayed(ReplayState.SWAPPED);
            grow(EVENTS + 50);
            service.follows(ledger);

            assertThat(service.ask(id, Asked.UNDO).state()).isEqualTo(ReplayState.UNDONE);
            assertThat(service.generation()).isEqualTo(1);
            assertThat(service.follower.image().size()).isEqualTo(EVENTS + 50);
            assertThat(delivered(service.follower.image())).isEqualTo(EVENTS + 50 - ORDERS);
            assertThat(rows(jdbc, id)).isZero();

            grow(EVENTS + 60);
            service.follows(ledger);
            assertThat(delivered(service.follower.image())).isEqualTo(EVENTS + 60 - ORDERS);
            assertThat(jdbc.queryForObject(
                            "select next_position from fold_position where fold = 'orders' and serving", Long.class))
                    .isEqualTo(EVENTS + 60);
            assertThatThrownBy(() -> service.ask(id, Asked.UNDO)).isInstanceOf(ReplayRefusedException.class);
        }
    }

    @Test
    void what_an_older_swap_replaced_goes_with_the_next_and_only_the_last_swap_can_be_undone() throws Exception {
        JdbcTemplate jdbc = Database.H2.fresh();
        grow(EVENTS);
        try (Service service = service(jdbc)) {
            long first = service.replayed(ReplayState.SWAPPED);
            assertThat(rows(jdbc, 1)).isPositive();
            long second = service.replayed(ReplayState.SWAPPED);

            assertThat(rows(jdbc, 1)).isZero();
            assertThat(rows(jdbc, first)).isPositive();
            assertThatThrownBy(() -> service.ask(first, Asked.UNDO)).isInstanceOf(ReplayRefusedException.class);
            assertThat(service.ask(second, Asked.UNDO).state()).isEqualTo(ReplayState.UNDONE);
            assertThat(service.generation()).isEqualTo(first);
            assertThatThrownBy(() -> service.ask(first, Asked.UNDO)).isInstanceOf(ReplayRefusedException.class);
            assertThat(service.replayed(ReplayState.SWAPPED)).isEqualTo(second + 1);
        }
    }

    @Test
    void one_replay_at_a_time_builds_a_fold_and_each_state_refuses_what_it_does_not_allow() throws Exception {
        grow(EVENTS);
        try (Service service = service(Database.H2.fresh())) {
            long id = service.replayed(ReplayState.READY);
            assertThatThrownBy(service::begin)
                    .isInstanceOfSatisfying(
                            ReplayRefusedException.class,
                            refused -> assertThat(refused.replay().id()).isEqualTo(id));
            for (Asked asked : List.of(Asked.PAUSE, Asked.RESUME, Asked.UNDO)) {
                assertThatThrownBy(() -> service.ask(id, asked)).isInstanceOf(ReplayRefusedException.class);
            }
            assertThat(service.replays.ask(id + 1, Asked.SWAP)).isEmpty();
            assertThat(service.ask(id, Asked.CANCEL).state()).isEqualTo(ReplayState.CANCELLED);
            assertThatThrownBy(() -> service.ask(id, Asked.SWAP)).isInstanceOf(ReplayRefusedException.class);
            assertThat(service.begin()).isEqualTo(id + 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void a_paused_replay_stays_where_it_is_until_it_is_resumed_and_a_cancelled_one_leaves_nothing(Database kind)
            throws Exception {
        JdbcTemplate jdbc = kind.fresh();
        grow(LONG);
        try (Service service = service(jdbc)) {
            long id = service.begin();
            Replay paused = service.ask(id, Asked.PAUSE);
            assertThat(paused.state()).isEqualTo(ReplayState.PAUSED);
            assertThat(paused.done()).isLessThan(LONG);
        }
        try (Service service = service(jdbc)) {
            long id = service.replays.all().getFirst().replay().id();
            Replay paused = service.replay(id);
            assertThat(paused.state()).isEqualTo(ReplayState.PAUSED);
            assertThat(jdbc.queryForObject(
                            "select next_position from fold_position where generation = ?", Long.class, id))
                    .isEqualTo(paused.done());

            Replay resumed = service.ask(id, Asked.RESUME);
            assertThat(resumed.state()).isEqualTo(ReplayState.RUNNING);
            assertThat(resumed.done()).isGreaterThanOrEqualTo(paused.done());
            assertThat(service.ask(id, Asked.CANCEL).state()).isEqualTo(ReplayState.CANCELLED);
            assertThat(rows(jdbc, id)).isZero();
            assertThat(service.generation()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void a_restart_goes_on_from_the_last_checkpoint(Database kind) throws Exception {
        JdbcTemplate jdbc = kind.fresh();
        grow(LONG);
        long id;
        long kept;
        try (Service service = service(jdbc)) {
            id = service.begin();
            Replay begun = service.replay(id);
            service.replays.awaitChange(begun, Service.LIMIT);
            service.replays.awaitChange(service.replay(id), Service.LIMIT);
        }
        kept = jdbc.queryForObject("select next_position from fold_position where generation = ?", Long.class, id);
        assertThat(kept).isBetween(1L, LONG - 1);
        try (Service service = Service.started(ledger, jdbc, Pace.DEFAULT)) {
            service.becomes(id, ReplayState.READY);
            assertThat(service.replay(id).comparison()).isEqualTo(new Comparison(LONG - 1, 0, List.of()));
        }
        try (Service service = Service.started(ledger, jdbc, Pace.DEFAULT)) {
            assertThat(service.replay(id).state()).isEqualTo(ReplayState.READY);
            assertThat(service.ask(id, Asked.SWAP).state()).isEqualTo(ReplayState.SWAPPED);
            assertThat(delivered(service.follower.image())).isEqualTo(LONG - ORDERS);
        }
    }

    @Test
    void a_replay_of_another_ledger_fails_and_says_so() throws Exception {
        JdbcTemplate jdbc = Database.H2.fresh();
        grow(EVENTS);
        try (Service service = service(jdbc)) {
            long id = service.begin();
            service.becomes(id, ReplayState.READY);
        }
        jdbc.update("update fold_position set commit_hash = 'another' where not serving");
        try (Service service = service(jdbc)) {
            Replay failed = service.becomes(2, ReplayState.FAILED);
            assertThat(failed.because()).isNotEmpty();
            assertThat(service.generation()).isEqualTo(1);
            assertThat(rows(jdbc, 2)).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void of_two_services_on_one_database_the_one_that_did_not_swap_reads_what_the_other_did(Database kind)
            throws Exception {
        JdbcTemplate jdbc = kind.fresh();
        grow(EVENTS);
        try (Service one = service(jdbc);
                Service other = service(jdbc)) {
            long id = one.replayed(ReplayState.SWAPPED);
            for (long size = EVENTS + 1; size <= EVENTS + 100; size++) {
                grow(size);
            }
            one.follows(ledger);
            other.follows(ledger);

            assertThat(one.generation()).isEqualTo(id);
            await().atMost(Service.LIMIT).until(() -> other.generation() == id);
            other.follows(ledger);
            assertThat(other.replay(id).state()).isEqualTo(ReplayState.SWAPPED);
            assertThat(other.follower.image().of(Orders.FOLD))
                    .isEqualTo(one.follower.image().of(Orders.FOLD));
            assertThat(delivered(other.follower.image())).isEqualTo(EVENTS + 100 - ORDERS);
            assertThat(one.ask(one.replayed(ReplayState.READY), Asked.CANCEL)
                            .comparison()
                            .differing())
                    .isZero();
        }
    }
}
