package io.rackledger.query.follow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.events.Event;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.Column;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.OrderState;
import io.rackledger.query.fold.Orders;
import io.rackledger.query.party.Parties;
import io.rackledger.query.store.Database;
import io.rackledger.query.store.SqlStore;
import io.rackledger.query.store.TableHashes;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A follower that is far behind folds ahead of the tables and writes now and then; what comes of it is the same. */
@Timeout(180)
class FarBehindTest {
    private static final int ORDERS = 300;
    private static final int STEP = 5_000;
    private static final int EVENTS = 45_000;
    /** In the second of the large batches. */
    private static final int UNREADABLE = 25_000;

    private static final List<Fold<?>> FOLDS = List.of(Parties.FOLD, Orders.FOLD);

    private final Course course = new Course(ORDERS);

    private static SqlStore store(JdbcTemplate jdbc) {
        return new SqlStore(jdbc, new TransactionTemplate(new DataSourceTransactionManager(jdbc.getDataSource())));
    }

    private static Follower follower(MemoryLedger ledger, Store store, List<Fold<?>> folds) {
        return new Follower(ledger, new LedgerEvents(ledger), store, folds);
    }

    private MemoryLedger ledger(int events) {
        MemoryLedger ledger = new MemoryLedger();
        ledger.add(course.events(0, events));
        return ledger;
    }

    private static Map<String, TableHashes.Table> caughtUp(MemoryLedger ledger, JdbcTemplate jdbc) {
        try (Follower follower = follower(ledger, store(jdbc), FOLDS)) {
            follower.start();
            await().atMost(Service.LIMIT).until(follower::ready);
            return TableHashes.of(jdbc, FOLDS);
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void the_tables_hold_what_they_would_if_it_had_never_fallen_behind(Database kind) throws InterruptedException {
        JdbcTemplate stepwise = kind.fresh();
        MemoryLedger ledger = ledger(STEP);
        try (Follower follower = follower(ledger, store(stepwise), FOLDS)) {
            follower.start();
            for (int size = STEP; size < EVENTS; size += STEP) {
                assertThat(follower.awaitSize(size, Service.LIMIT).size()).isEqualTo(size);
                ledger.add(course.events(size, size + STEP));
            }
            follower.awaitSize(EVENTS, Service.LIMIT);
        }
        assertThat(caughtUp(ledger, kind.fresh())).isEqualTo(TableHashes.of(stepwise, FOLDS));
    }

    @Test
    void of_two_that_are_far_behind_on_one_database_nothing_counts_twice() {
        MemoryLedger ledger = ledger(EVENTS);
        JdbcTemplate jdbc = Database.H2.fresh();
        try (Follower one = follower(ledger, store(jdbc), FOLDS);
                Follower other = follower(ledger, store(jdbc), FOLDS)) {
            one.start();
            other.start();
            await().atMost(Service.LIMIT).until(() -> one.ready() && other.ready());
            assertThat(one.image().of(Orders.FOLD)).isEqualTo(other.image().of(Orders.FOLD));
        }
        assertThat(TableHashes.of(jdbc, FOLDS)).isEqualTo(caughtUp(ledger, Database.H2.fresh()));
    }

    @Test
    void what_could_not_be_written_is_written_once_the_database_is_back() {
        MemoryLedger ledger = ledger(EVENTS);
        JdbcTemplate jdbc = Database.H2.fresh();
        AtomicInteger writes = new AtomicInteger();
        Store store = new Hindered(store(jdbc), () -> {
            if (writes.incrementAndGet() <= 2) {
                throw new DataAccessResourceFailureException("away");
            }
        });
        try (Follower follower = follower(ledger, store, FOLDS)) {
            follower.start();
            await().atMost(Service.LIMIT).until(follower::ready);
            assertThat(writes).hasValueGreaterThan(2);
            assertThat(follower.trouble()).isEmpty();
        }
        assertThat(TableHashes.of(jdbc, FOLDS)).isEqualTo(caughtUp(ledger, Database.H2.fresh()));
    }

    @Test
    void a_fold_that_throws_halts_alone_and_keeps_what_it_knew_before_that_batch() {
        JdbcTemplate jdbc = Database.H2.fresh();
        Fold<?> picky = new Picky();
        try (Follower follower = follower(ledger(EVENTS), store(jdbc), List.of(Parties.FOLD, picky, Orders.FOLD))) {
            follower.start();
            await().atMost(Service.LIMIT).until(follower::ready);
            assertThat(follower.halted()).containsOnlyKeys(picky);
        }
        int known = jdbc.queryForObject("select next_position from fold_position where fold = 'picky'", Integer.class);
        assertThat(known).isBetween(STEP, UNREADABLE);
        JdbcTemplate clean = Database.H2.fresh();
        caughtUp(ledger(known), clean);
        assertThat(rows(jdbc, "picky")).isEqualTo(rows(clean, "orders"));
        JdbcTemplate whole = Database.H2.fresh();
        caughtUp(ledger(EVENTS), whole);
        assertThat(rows(jdbc, "orders")).isEqualTo(rows(whole, "orders"));
    }

    @Test
    void who_closes_it_while_it_writes_interrupts_nobody_since_a_database_in_a_file_breaks_of_that() throws Exception {
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger interrupted = new AtomicInteger();
        Store store = new Hindered(store(Database.H2.fresh()), () -> {
            writing.countDown();
            try {
                assertThat(goOn.await(Service.LIMIT.toSeconds(), TimeUnit.SECONDS))
                        .isTrue();
            } catch (InterruptedException e) {
                interrupted.incrementAndGet();
            }
        });
        Follower follower = follower(ledger(EVENTS), store, List.of(new Picky()));
        follower.start();
        assertThat(writing.await(Service.LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();

        Thread closing = Thread.ofPlatform().start(follower::close);
        await().atMost(Service.LIMIT).until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        goOn.countDown();

        assertThat(closing.join(Service.LIMIT)).isTrue();
        assertThat(interrupted).hasValue(0);
    }

    private static List<Map<String, Object>> rows(JdbcTemplate jdbc, String fold) {
        return jdbc.queryForList("select * from " + fold + " order by entity, row_number");
    }

    /** A database, and what happens before each write. */
    private record Hindered(Store store, Runnable before) implements Store {
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
            before.run();
            store.write(ledger, from, to, known, changed);
        }
    }

    /** Orders, but for an event that it can't fold. */
    private static final class Picky implements Fold<OrderState> {
        @Override
        public String name() {
            return "picky";
        }

        @Override
        public int version() {
            return 1;
        }

        @Override
        public Class<OrderState> stateType() {
            return Orders.FOLD.stateType();
        }

        @Override
        public Set<Class<? extends Event>> types() {
            return Orders.FOLD.types();
        }

        @Override
        public List<String> entities() {
            return Orders.FOLD.entities();
        }

        @Override
        public Set<Tag> keysOf(Recorded event) {
            return Orders.FOLD.keysOf(event);
        }

        @Override
        public OrderState initial(Tag key) {
            return Orders.FOLD.initial(key);
        }

        @Override
        public OrderState fold(OrderState state, Recorded event) {
            if (event.position() == UNREADABLE) {
                throw new IllegalArgumentException("unreadable");
            }
            return Orders.FOLD.fold(state, event);
        }

        @Override
        public List<Column> columns() {
            return Orders.FOLD.columns();
        }

        @Override
        public List<List<Object>> rows(OrderState state) {
            return Orders.FOLD.rows(state);
        }
    }
}
