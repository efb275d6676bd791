package io.rackledger.peer.axon4;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.TargetAggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** An order as an aggregate, as the framework's users write them. */
public class ServerOrder {
    private static final long RACKS = 100;
    private static final long GPUS = 6_400;

    @AggregateIdentifier
    private @Nullable String order;

    private String buyer = "";
    private String vendor = "";
    private long shifts;

    /** Places an order. */
    public record Place(@TargetAggregateIdentifier String order, String buyer, String vendor) {}

    /** Shifts all of it from one vendor to another. */
    public record Shift(@TargetAggregateIdentifier String order, String from, String to, String reason) {}

    /** It was placed. */
    public record Placed(String order, String buyer, String vendor, long racks, long gpus) {}

    /** All of it shifted. */
    public record Shifted(
            String order,
            String buyer,
            String from,
            String to,
            String fromLot,
            String toLot,
            long racks,
            long gpus,
            String reason) {}

    /** For the framework, which tells it its events. */
    ServerOrder() {}

    /** A new one. */
    @CommandHandler
    public ServerOrder(Place command) {
        AggregateLifecycle.apply(new Placed(command.order(), command.buyer(), command.vendor(), RACKS, GPUS));
    }

    /** Whether it was with that vendor. */
    @CommandHandler
    public boolean handle(Shift command) {
        if (!vendor.equals(command.from())) {
            return false;
        }
        AggregateLifecycle.apply(new Shifted(
                command.order(),
                buyer,
                command.from(),
                command.to(),
                order + "-lot-" + shifts,
                order + "-lot-" + (shifts + 1),
                RACKS,
                GPUS,
                command.reason()));
        return true;
    }

    @EventSourcingHandler
    void on(Placed event) {
        order = event.order();
        buyer = event.buyer();
        vendor = event.vendor();
    }

    @EventSourcingHandler
    void on(Shifted event) {
        vendor = event.to();
        shifts++;
    }
}
