package io.rackledger.query.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Orders;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Two databases tell the same hashes where they hold the same, and only there. */
class TableHashesTest {
    private static final List<Fold<?>> FOLDS = List.of(Orders.FOLD);
    private static final String STATE =
            "insert into fold_state values ('main', 'orders', 1, 'order:ord-1', '{}', '2026-01-01 00:00:00+00', 7)";
    private static final String ROW =
            "insert into orders_rows (ledger, generation, entity, row_number, lot, vendor, open_racks)"
                    + " values ('main', 1, 'order:ord-1', %d, 'lot-1', %s, %d)";

    private static JdbcTemplate filled(Database kind) {
        JdbcTemplate jdbc = kind.fresh();
        TransactionTemplate transaction =
                new TransactionTemplate(new DataSourceTransactionManager(Objects.requireNonNull(jdbc.getDataSource())));
        new SqlStore(jdbc, transaction).prepare("main", FOLDS);
        jdbc.execute(STATE);
        jdbc.execute(ROW.formatted(0, "'dell'", 400));
        return jdbc;
    }

    private static List<String> differing(JdbcTemplate one, JdbcTemplate other) {
        Map<String, TableHashes.Table> tables = TableHashes.of(other, FOLDS);
        return TableHashes.of(one, FOLDS).entrySet().stream()
                .filter(table -> !table.getValue().equals(tables.get(table.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void what_is_the_same_has_the_same_hashes_and_its_count_of_rows(Database kind) {
        JdbcTemplate jdbc = filled(kind);

        assertThat(differing(jdbc, filled(kind))).isEmpty();
        assertThat(TableHashes.of(jdbc, FOLDS).values())
                .extracting(TableHashes.Table::rows)
                .containsOnly(1L);
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void a_figure_that_was_counted_twice_shows(Database kind) {
        JdbcTemplate jdbc = filled(kind);
        jdbc.execute("update orders_rows set open_racks = 2 * open_racks");

        assertThat(differing(jdbc, filled(kind))).containsExactly("orders");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void a_row_more_and_a_null_for_an_empty_text_show(Database kind) {
        JdbcTemplate empty = filled(kind);
        empty.execute(ROW.formatted(1, "''", 1));
        JdbcTemplate missing = filled(kind);
        missing.execute(ROW.formatted(1, "null", 1));

        assertThat(differing(empty, filled(kind))).containsExactly("orders");
        assertThat(differing(empty, missing)).containsExactly("orders");
    }

    @ParameterizedTest
    @EnumSource(Database.class)
    void a_state_and_a_position_that_differ_show(Database kind) {
        JdbcTemplate jdbc = filled(kind);
        jdbc.execute("update fold_state set last_position = 8");
        jdbc.execute("update fold_position set next_position = 9");

        assertThat(differing(jdbc, filled(kind))).containsExactly("fold_position", "fold_state");
    }
}
