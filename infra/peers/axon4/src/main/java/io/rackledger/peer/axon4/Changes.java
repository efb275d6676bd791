package io.rackledger.peer.axon4;

import java.sql.Connection;
import java.sql.Date;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What some events change in the tables: one change for each row, written in JDBC batches. Used by one thread.
 */
final class Changes {
    private static final String AMOUNTS = """
            open_racks = open_racks + ?, open_servers = open_servers + ?, open_gpus = open_gpus + ?, \
            open_value = open_value + ?, delivered_racks = delivered_racks + ?, \
            delivered_servers = delivered_servers + ?, delivered_gpus = delivered_gpus + ?, \
            delivered_value = delivered_value + ?""";
    private static final String CHANGE_ORDER = "UPDATE vendor_orders SET " + AMOUNTS
            + ", state = CASE WHEN open_racks + ? = 0 THEN 'DONE' ELSE 'OPEN' END, valid_to = ?"
            + " WHERE order_id = ? AND vendor = ?";
    private static final String ADD_ORDER =
            "INSERT INTO vendor_orders VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'OPEN', ?, ?)";
    private static final String CHANGE_SUM = "UPDATE vendor_sums SET " + AMOUNTS + " WHERE vendor = ? AND segment = ?";
    private static final String ADD_SUM = "INSERT INTO vendor_sums VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final Map<OrderRow, Change> orders = new LinkedHashMap<>();
    private final Map<String, Change> sums = new LinkedHashMap<>();

    private record OrderRow(String order, String vendor) {}

    /** What is added to a row, between the first and the last day on which something did. */
    private record Change(Amounts open, Amounts delivered, LocalDate first, LocalDate last) {
        Change plus(Change later) {
            return new Change(open.plus(later.open), delivered.plus(later.delivered), first, later.last);
        }

        /** Sets eight parameters from that one on, and returns the next. */
        int set(PreparedStatement statement, int parameter) throws SQLException {
            return set(delivered, statement, set(open, statement, parameter));
        }

        private static int set(Amounts amounts, PreparedStatement statement, int parameter) throws SQLException {
            statement.setLong(parameter, amounts.racks());
            statement.setLong(parameter + 1, amounts.servers());
            statement.setLong(parameter + 2, amounts.gpus());
            statement.setBigDecimal(parameter + 3, amounts.value());
            return parameter + 4;
        }
    }

    /** Sets the parameters of a statement for one row. */
    private interface Binding<K> {
        void bind(PreparedStatement statement, K key, Change change) throws SQLException;
    }

    void add(String order, String vendor, Amounts open, Amounts delivered, LocalDate on) {
        Change change = new Change(open, delivered, on, on);
        orders.merge(new OrderRow(order, vendor), change, Change::plus);
        sums.merge(vendor, change, Change::plus);
    }

    /** Writes the rows; sums have one for each vendor and segment, so that segments never wait for each other. */
    void write(Connection connection, int segment) throws SQLException {
        write(connection, orders, CHANGE_ORDER, Changes::changed, ADD_ORDER, Changes::added);
        write(
                connection,
                sums,
                CHANGE_SUM,
                (statement, vendor, change) -> {
                    int next = change.set(statement, 1);
                    statement.setString(next, vendor);
                    statement.setInt(next + 1, segment);
                },
                ADD_SUM,
                (statement, vendor, change) -> {
                    statement.setString(1, vendor);
                    statement.setInt(2, segment);
                    change.set(statement, 3);
                });
    }

    private static void changed(PreparedStatement statement, OrderRow row, Change change) throws SQLException {
        int next = change.set(statement, 1);
        statement.setLong(next, change.open().racks());
        statement.setDate(next + 1, Date.valueOf(change.last()));
        statement.setString(next + 2, row.order());
        statement.setString(next + 3, row.vendor());
    }

    private static void added(PreparedStatement statement, OrderRow row, Change change) throws SQLException {
        statement.setString(1, row.order());
        statement.setString(2, row.vendor());
        int next = change.set(statement, 3);
        statement.setDate(next, Date.valueOf(change.first()));
        statement.setDate(next + 1, Date.valueOf(change.last()));
    }

    /** Changes the rows that there are, and adds the others. */
    private static <K> void write(
            Connection connection,
            Map<K, Change> changes,
            String change,
            Binding<K> changing,
            String add,
            Binding<K> adding)
            throws SQLException {
        List<Map.Entry<K, Change>> rows = new ArrayList<>(changes.entrySet());
        int[] found = batch(connection, change, rows, changing);
        List<Map.Entry<K, Change>> missing = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            if (found[i] == 0) {
                missing.add(rows.get(i));
            }
        }
        if (!missing.isEmpty()) {
            batch(connection, add, missing, adding);
        }
    }

    private static <K> int[] batch(
            Connection connection, String sql, List<Map.Entry<K, Change>> rows, Binding<K> binding)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (Map.Entry<K, Change> row : rows) {
                binding.bind(statement, row.getKey(), row.getValue());
                statement.addBatch();
            }
            return statement.executeBatch();
        }
    }
}
