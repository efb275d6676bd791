package io.rackledger.query.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.events.Tag;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Orders;
import io.rackledger.query.party.Parties;
import io.rackledger.query.store.Database;
import io.rackledger.query.store.SqlStore;
import io.rackledger.query.store.TableHashes;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** What is acknowledged is served at once; the tables come behind it, and come to hold the same. */
@Timeout(120)
class WriteBehindTest {
    private static final int STEP = 200;
    private static final int EVENTS = 2_000;
    private static final List<Fold<?>> FOLDS = List.of(Parties.FOLD, Orders.FOLD);

    private final Course course = new Course(50);
    private final MemoryLedger ledger = new MemoryLedger();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));

    private static SqlStore store(JdbcTemplate jdbc) {
        return new SqlStore(jdbc, new TransactionTemplate(new DataSourceTransactionManager(jdbc.getDataSource())));
    }

    private Follower started(Store store) {
        Follower follower = new Follower(ledger, new LedgerEvents(ledger), store, FOLDS, () -> now.get());
        follower.start();
        return follower;
    }

    private void ready(Follower follower) {
        await().atMost(Service.LIMIT).until(follower::ready);
    }

    private static long size(JdbcTemplate jdbc) {
        return jdbc.queryForObject("select min(next_position) from fold_position", Long.class);
    }

    private Map<String, TableHashes.Table> fresh() {
        JdbcTemplate jdbc = Database.H2.fresh();
        try (Follower follower = started(store(jdbc))) {
            ready(follower);
        }
        return TableHashes.of(jdbc, FOLDS);
    }

    @Test
    void what_is_acknowledged_is_served_while_a_database_takes_its_time_and_is_in_the_tables_in_the_end()
            throws InterruptedException {
        ledger.add(course.events(0, STEP));
        JdbcTemplate jdbc = Database.H2.fresh();
        Gate store = new Gate(store(jdbc));
        try (Follower follower = started(store)) {
            ready(follower);
            store.close();
            for (int size = STEP; size < EVENTS; size += STEP) {
                ledger.add(course.events(size, size + STEP));
                assertThat(follower.awaitSize(size + STEP, Service.LIMIT).size())
                        .isEqualTo(size + STEP);
            }
            assertThat(size(jdbc)).isEqualTo(STEP);
            store.open();
            await().atMost(Service.LIMIT).until(() -> size(jdbc) == EVENTS);
            assertThat(store.writes).isLessThan(EVENTS / STEP);
        }
        assertThat(TableHashes.of(jdbc, FOLDS)).isEqualTo(fresh());
    }

    @Test
    void a_database_that_is_away_is_told_of_and_holds_up_nobody_who_asks() throws InterruptedException {
        ledger.add(course.events(0, STEP));
        JdbcTemplate jdbc = Database.H2.fresh();
        Gate store = new Gate(store(jdbc));
        try (Follower follower = started(store)) {
            ready(follower);
            store.away = true;
            ledger.add(course.events(STEP, EVENTS));
            assertThat(follower.awaitSize(EVENTS, Service.LIMIT).size()).isEqualTo(EVENTS);
            await().atMost(Service.LIMIT).until(() -> follower.trouble().contains("away"));
            store.away = false;
            await().atMost(Service.LIMIT).until(() -> follower.trouble().isEmpty() && size(jdbc) == EVENTS);
            assertThat(store.reliedOn)
                    .as("what the tables hold, right after a fault")
                    .isZero();
        }
        assertThat(TableHashes.of(jdbc, FOLDS)).isEqualTo(fresh());
    }

    @Test
    void a_database_that_neither_answers_nor_fails_is_told_of() throws InterruptedException {
        ledger.add(course.events(0, STEP));
        Gate store = new Gate(store(Database.H2.fresh()));
        try (Follower follower = started(store)) {
            ready(follower);
            store.close();
            ledger.add(course.events(STEP, EVENTS));
            assertThat(follower.awaitSize(EVENTS, Service.LIMIT).size()).isEqualTo(EVENTS);
            await().atMost(Service.LIMIT).until(store::waits);
            Instant since = now.get();

            now.set(since.plusSeconds(30));
            assertThat(follower.trouble()).isEmpty();
            now.set(since.plusSeconds(31));
            assertThat(follower.trouble()).isEqualTo("the database has not answered since " + since);

            store.open();
            await().atMost(Service.LIMIT).until(() -> follower.trouble().isEmpty());
        }
    }

    @Test
    void what_was_served_and_not_written_when_it_died_is_folded_again() throws InterruptedException {
        ledger.add(course.events(0, STEP));
        JdbcTemplate jdbc = Database.H2.fresh();
        Gate store = new Gate(store(jdbc));
        Follower dead = started(store);
        ready(dead);
        store.dead = true;
        ledger.add(course.events(STEP, EVENTS));
        Image served = dead.awaitSize(EVENTS, Service.LIMIT);
        dead.close();
        assertThat(size(jdbc)).isEqualTo(STEP);
        try (Follower again = started(store(jdbc))) {
            ready(again);
            assertThat(again.image().of(Orders.FOLD)).isEqualTo(served.of(Orders.FOLD));
        }
        assertThat(TableHashes.of(jdbc, FOLDS)).isEqualTo(fresh());
    }

    @Test
    void nobody_is_shown_less_than_before_where_another_follower_moved_the_tables() throws InterruptedException {
        ledger.add(course.events(0, STEP));
        JdbcTemplate jdbc = Database.H2.fresh();
        Gate store = new Gate(store(jdbc));
        try (Follower one = started(store)) {
            ready(one);
            store.close();
            ledger.add(course.events(STEP, EVENTS / 2));
            assertThat(one.awaitSize(EVENTS / 2, Service.LIMIT).size()).isEqualTo(EVENTS / 2);
            try (Follower other = started(store(jdbc))) {
                ready(other);
                await().atMost(Service.LIMIT).until(() -> size(jdbc) == EVENTS / 2);
                long before = one.image().size();
                store.open();
                for (int size = EVENTS / 2; size < EVENTS; size += STEP) {
                    ledger.add(course.events(size, size + STEP));
                    long shown = one.awaitSize(size + STEP, Service.LIMIT).size();
                    assertThat(shown).isGreaterThanOrEqualTo(before).isEqualTo(size + STEP);
                    before = shown;
                }
                other.awaitSize(EVENTS, Service.LIMIT);
                assertThat(one.image().of(Orders.FOLD)).isEqualTo(other.image().of(Orders.FOLD));
            }
        }
        assertThat(TableHashes.of(jdbc, FOLDS)).isEqualTo(fresh());
    }

    /** A database that writes when it is let, or can't be reached, or loses what it is given. */
    private static final class Gate implements Store {
        private static final int MANY = 1_000_000;

        private final Store store;
        private final Semaphore places = new Semaphore(MANY);
        private volatile boolean away;
        private volatile boolean dead;
        private volatile int writes;
        private volatile boolean faulted;
        private volatile long reliedOn = -1;

        Gate(Store store) {
            this.store = store;
        }

        void close() {
            places.drainPermits();
            writes = 0;
        }

        void open() {
            places.release(MANY);
        }

        boolean waits() {
            return places.hasQueuedThreads();
        }

        @Override
        public void prepare(String ledger, Collection<Fold<?>> folds) {
            store.prepare(ledger, folds);
        }

        @Override
        public Map<Fold<?>, Held> load(String ledger, Collection<Fold<?>> folds) {
            return store.load(ledger, folds);
        }

        @Override
        public void write(
                String ledger,
                Map<Fold<?>, Position> from,
                Position to,
                Image known,
                Map<Fold<?>, Map<Tag, Entity<?>>> changed) {
            try {
                if (!places.tryAcquire(Service.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    throw new IllegalStateException("nobody opened the gate");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
            if (away) {
                faulted = true;
                throw new DataAccessResourceFailureException("away");
            }
            writes = writes + 1;
            reliedOn = faulted ? known.size() : reliedOn;
            faulted = false;
            if (!dead) {
                store.write(ledger, from, to, known, changed);
            }
        }
    }
}
