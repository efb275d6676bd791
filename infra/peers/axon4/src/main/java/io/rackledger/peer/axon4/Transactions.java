package io.rackledger.peer.axon4;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.ConnectionWrapperFactory;
import org.axonframework.common.jdbc.JdbcException;
import org.axonframework.common.transaction.Transaction;
import org.axonframework.common.transaction.TransactionManager;
import org.jspecify.annotations.Nullable;

/**
 * JDBC transactions, one for each thread at a time; one that is begun within another is part of it. Everything that
 * asks for a connection meanwhile, Axon's stores and the projection alike, gets that of the transaction. Thread-safe.
 */
final class Transactions implements TransactionManager, ConnectionProvider {
    private static final Transaction PART_OF_ANOTHER = new PartOfAnother();

    private final DataSource source;
    /** Not shared by all instances: a thread may have a transaction in each of two databases. */
    @SuppressWarnings("ThreadLocalUsage")
    private final ThreadLocal<@Nullable Connection> current = new ThreadLocal<>();

    /** Takes connections that don't commit by themselves. */
    Transactions(DataSource source) {
        this.source = source;
    }

    @Override
    public Transaction startTransaction() {
        if (current.get() != null) {
            return PART_OF_ANOTHER;
        }
        try {
            Connection connection = source.getConnection();
            current.set(connection);
            return new Begun(connection);
        } catch (SQLException e) {
            throw new JdbcException("no transaction could be begun", e);
        }
    }

    /** The connection of this thread's transaction, which whoever closes it leaves open. */
    @Override
    public Connection getConnection() {
        Connection connection = current.get();
        if (connection == null) {
            throw new IllegalStateException("there is no transaction");
        }
        return ConnectionWrapperFactory.wrap(connection, new ConnectionWrapperFactory.NoOpCloseHandler());
    }

    private final class Begun implements Transaction {
        private final Connection connection;

        Begun(Connection connection) {
            this.connection = connection;
        }

        @Override
        public void commit() {
            try (connection) {
                current.remove();
                connection.commit();
            } catch (SQLException e) {
                throw new JdbcException("the transaction was not committed", e);
            }
        }

        /** Also told of a commit that failed, which has closed the connection and so undone all of it. */
        @Override
        public void rollback() {
            try (connection) {
                current.remove();
                if (!connection.isClosed()) {
                    connection.rollback();
                }
            } catch (SQLException e) {
                throw new JdbcException("the transaction was not undone", e);
            }
        }
    }

    /** Ends with the transaction that it is part of. */
    private static final class PartOfAnother implements Transaction {
        @Override
        public void commit() {}

        @Override
        public void rollback() {}
    }
}
