package io.rackledger.peer.axon4;

import io.rackledger.peer.axon4.HistoryEvent.Allocation;
import io.rackledger.peer.axon4.HistoryEvent.Delivered;
import io.rackledger.peer.axon4.HistoryEvent.OrderCancelled;
import io.rackledger.peer.axon4.HistoryEvent.OrderPlaced;
import io.rackledger.peer.axon4.HistoryEvent.OrderShifted;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.axonframework.common.jdbc.ConnectionProvider;
import org.axonframework.common.jdbc.JdbcException;
import org.axonframework.eventhandling.EventHandler;
import org.axonframework.messaging.unitofwork.UnitOfWork;

/**
 * What is open and delivered, by order and vendor and summed by vendor, written in the same transaction as the token.
 * Thread-safe: each batch has changes of its own.
 */
final class VendorShare {
    private static final String CHANGES = Changes.class.getName();

    private final ConnectionProvider connections;
    private final String segment;
    private final Form form;

    /** For the processor of that name, which tells under it which segment a batch belongs to. */
    VendorShare(ConnectionProvider connections, String processor, Form form) {
        this.connections = connections;
        this.form = form;
        this.segment = "Processor[" + processor + "]/SegmentId";
    }

    @EventHandler
    void on(OrderPlaced placed, UnitOfWork<?> unit) {
        change(unit, changes -> {
            for (Allocation each : placed.allocations()) {
                changes.add(placed.order(), each.vendor(), Amounts.of(each.measures()), Amounts.NONE, placed.on());
            }
        });
    }

    @EventHandler
    void on(OrderShifted shifted, UnitOfWork<?> unit) {
        Amounts moved = Amounts.of(shifted.measures());
        change(unit, changes -> {
            changes.add(shifted.order(), shifted.from(), moved.negated(), Amounts.NONE, shifted.on());
            changes.add(shifted.order(), shifted.to(), moved, Amounts.NONE, shifted.on());
        });
    }

    @EventHandler
    void on(Delivered delivered, UnitOfWork<?> unit) {
        Amounts amounts = Amounts.of(delivered.measures());
        change(
                unit,
                changes ->
                        changes.add(delivered.order(), delivered.vendor(), amounts.negated(), amounts, delivered.on()));
    }

    @EventHandler
    void on(OrderCancelled cancelled, UnitOfWork<?> unit) {
        Amounts amounts = Amounts.of(cancelled.measures());
        change(
                unit,
                changes -> changes.add(
                        cancelled.order(), cancelled.vendor(), amounts.negated(), Amounts.NONE, cancelled.on()));
    }

    private void change(UnitOfWork<?> unit, Consumer<Changes> change) {
        switch (form) {
            case PLAIN -> {
                Changes changes = new Changes();
                change.accept(changes);
                write(changes, unit.getResource(segment));
            }
            case GATHERED -> change.accept(gathered(unit));
        }
    }

    private Changes gathered(UnitOfWork<?> unit) {
        return unit.getOrComputeResource(CHANGES, key -> {
            Changes changes = new Changes();
            unit.onPrepareCommit(each -> write(changes, each.getResource(segment)));
            return changes;
        });
    }

    private void write(Changes changes, int ofSegment) {
        try {
            changes.write(connections.getConnection(), ofSegment);
        } catch (SQLException e) {
            throw new JdbcException("what events change was not written", e);
        }
    }
}
