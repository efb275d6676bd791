package io.rackledger.query.store;

import io.rackledger.query.fold.Fold;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** All that a database holds of folds, told in a hash for each table: to tell whether two databases hold the same. */
public final class TableHashes {
    private final JdbcTemplate jdbc;

    private TableHashes(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What one table holds.
     *
     * @param hash over all rows and columns, in the order of their keys
     */
    public record Table(long rows, String hash) {}

    /** The tables in a database that nobody else uses, by name: that of each fold, its states and its position. */
    public static Map<String, Table> of(String url, String user, Collection<Fold<?>> folds) {
        SingleConnectionDataSource connection = new SingleConnectionDataSource(url, user, "", true);
        try {
            return of(new JdbcTemplate(connection), folds);
        } finally {
            connection.destroy();
        }
    }

    /** The same, of a database that is open. */
    public static Map<String, Table> of(JdbcTemplate jdbc, Collection<Fold<?>> folds) {
        TableHashes hashes = new TableHashes(jdbc);
        Map<String, Table> tables = new TreeMap<>();
        for (Fold<?> fold : folds) {
            String name = FoldTables.name(fold);
            tables.put(name, hashes.table(name, "ledger, entity, row_number"));
        }
        tables.put("fold_state", hashes.table("fold_state", "ledger, fold, generation, entity"));
        tables.put("fold_position", hashes.table("fold_position", "ledger, fold, generation"));
        return tables;
    }

    private Table table(String name, String key) {
        MessageDigest hash = sha256();
        long[] rows = {0};
        jdbc.query("select * from " + name + " order by " + key, row -> {
            rows[0]++;
            add(hash, row);
        });
        return new Table(rows[0], HexFormat.of().formatHex(hash.digest()));
    }

    private static void add(MessageDigest hash, ResultSet row) throws SQLException {
        int columns = row.getMetaData().getColumnCount();
        for (int i = 1; i <= columns; i++) {
            String value = row.getString(i);
            byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
            hash.update(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(value == null ? -1 : bytes.length)
                    .array());
            hash.update(bytes);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
