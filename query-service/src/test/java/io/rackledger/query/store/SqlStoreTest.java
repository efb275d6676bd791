package io.rackledger.query.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.events.Allocation;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.Mode;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.EventOrder;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.OrderState;
import io.rackledger.query.fold.Orders;
import io.rackledger.query.follow.Entity;
import io.rackledger.query.follow.Image;
import io.rackledger.query.follow.PositionMovedException;
import io.rackledger.query.follow.Store;
import io.rackledger.query.recount.EveryView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** The store on a real H2 and a real PostgreSQL. */
class SqlStoreTest {
    private static final String LEDGER = "main";
    private static final Fold<OrderState> FOLD = Orders.FOLD;
    private static final Tag ORDER = Tag.of(new OrderId("ord-1"));
    private static final String HASH = "ab".repeat(32);

    private static SqlStore store(JdbcTemplate jdbc) {
        return new SqlStore(jdbc, new TransactionTemplate(new DataSourceTransactionManager(jdbc.getDataSource())));
    }

    private static Entity<OrderState> placed(long racks) {
        Measures measures = new Measures(racks, null, null, null, null, null);
        Recorded recorded = new Recorded(
                0,
                "event-0",
                Instant.parse("2026-01-02T03:04:05.678901Z"),
                ValidTime.parse("2024-06-19"),
                Mode.DECIDED,
                null,
                "test",
                "command-0",
                null,
                new ServerOrderPlaced(
                        new OrderId("ord-1"),
                        new PartyId("xai"),
                        null,
                        null,
                        List.of(new Allocation(new LotId("lot-1"), new PartyId("dell"), measures))));
        return new Entity<>(FOLD.fold(FOLD.initial(ORDER), recorded), EventOrder.of(recorded));
    }

    private static Store.Held held(SqlStore store) {
        return store.load(LEDGER, List.of(FOLD)).get(FOLD);
    }

    private static Store.Position origin() {
        return new Store.Position(1, 0, "0".repeat(64));
    }

    private static Store.Position to(long size) {
        return new Store.Position(1, size, HASH);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void what_is_written_is_loaded_again_with_its_position(Database kind) {
        SqlStore store = store(kind.fresh());
        store.prepare(LEDGER, List.of(FOLD));
        store.write(LEDGER, Map.of(FOLD, origin()), to(1), Image.EMPTY, Map.of(FOLD, Map.of(ORDER, placed(800))));

        assertThat(held(store).position()).isEqualTo(to(1));
        assertThat(held(store).entities()).isEqualTo(Map.of(ORDER, placed(800)));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void the_public_view_shows_typed_rows_of_what_is_known_now(Database kind) {
        JdbcTemplate jdbc = kind.fresh();
        SqlStore store = store(jdbc);
        store.prepare(LEDGER, List.of(FOLD));
        store.write(LEDGER, Map.of(FOLD, origin()), to(1), Image.EMPTY, Map.of(FOLD, Map.of(ORDER, placed(800))));
        store.write(LEDGER, Map.of(FOLD, to(1)), to(2), Image.EMPTY, Map.of(FOLD, Map.of(ORDER, placed(900))));

        assertThat(jdbc.queryForList("select * from orders")).hasSize(1);
        assertThat(jdbc.queryForObject("select count(*) from orders where vendor = 'dell'", Long.class))
                .isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void every_fold_has_a_table_that_can_be_read(Database kind) {
        JdbcTemplate jdbc = kind.fresh();
        List<Fold<?>> folds = EveryView.ALL.stream()
                .flatMap(view -> view.folds().stream())
                .<Fold<?>>map(fold -> fold)
                .distinct()
                .toList();
        store(jdbc).prepare(LEDGER, folds);

        for (Fold<?> fold : folds) {
            assertThat(jdbc.queryForList("select * from " + fold.name().replace("-", "_")))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void of_two_followers_at_one_position_one_moves_and_the_other_writes_nothing(Database kind) {
        SqlStore store = store(kind.fresh());
        store.prepare(LEDGER, List.of(FOLD));
        store.write(LEDGER, Map.of(FOLD, origin()), to(1), Image.EMPTY, Map.of(FOLD, Map.of(ORDER, placed(800))));

        assertThatThrownBy(() -> store.write(
                        LEDGER, Map.of(FOLD, origin()), to(2), Image.EMPTY, Map.of(FOLD, Map.of(ORDER, placed(900)))))
                .isInstanceOf(PositionMovedException.class);
        assertThat(held(store).position()).isEqualTo(to(1));
        assertThat(held(store).entities()).isEqualTo(Map.of(ORDER, placed(800)));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void preparing_again_keeps_what_is_there(Database kind) {
        SqlStore store = store(kind.fresh());
        store.prepare(LEDGER, List.of(FOLD));
        store.write(LEDGER, Map.of(FOLD, origin()), to(1), Image.EMPTY, Map.of(FOLD, Map.of(ORDER, placed(800))));
        store.prepare(LEDGER, List.of(FOLD));

        assertThat(held(store).position()).isEqualTo(to(1));
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void another_version_of_a_fold_starts_anew(Database kind) {
        JdbcTemplate jdbc = kind.fresh();
        SqlStore store = store(jdbc);
        store.prepare(LEDGER, List.of(FOLD));
        store.write(LEDGER, Map.of(FOLD, origin()), to(1), Image.EMPTY, Map.of(FOLD, Map.of(ORDER, placed(800))));
        jdbc.update("update fold_position set version = version + 1");
        store.prepare(LEDGER, List.of(FOLD));

        assertThat(held(store).position()).isEqualTo(origin());
        assertThat(held(store).entities()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void what_was_kept_as_text_is_built_anew(Database kind) {
        DataSource source = new DriverManagerDataSource(kind.empty());
        FluentConfiguration migrations = Flyway.configure().dataSource(source).locations("classpath:db/query");
        migrations.target("3").load().migrate();
        JdbcTemplate jdbc = new JdbcTemplate(source);
        SqlStore store = store(jdbc);
        store.prepare(LEDGER, List.of(FOLD));
        jdbc.update("insert into fold_state values ('main', 'orders', 1, 'order:ord-1', '{}', now(), 7)");
        jdbc.update(
                "insert into orders_rows (ledger, generation, entity, row_number) values ('main', 1, 'order:ord-1', 0)");
        jdbc.update("update fold_position set next_position = 8");

        migrations.target("latest").load().migrate();
        store.prepare(LEDGER, List.of(FOLD));

        assertThat(held(store).position()).isEqualTo(origin());
        store.write(LEDGER, Map.of(FOLD, origin()), to(1), Image.EMPTY, Map.of(FOLD, Map.of(ORDER, placed(800))));
        assertThat(held(store).entities()).isEqualTo(Map.of(ORDER, placed(800)));
        assertThat(jdbc.queryForList("select * from orders")).hasSize(1);
    }
}
