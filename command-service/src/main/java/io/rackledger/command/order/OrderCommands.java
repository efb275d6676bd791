package io.rackledger.command.order;

import io.rackledger.command.decision.Decider;
import java.util.List;

/** The commands about programmes and orders. */
public final class OrderCommands {
    private OrderCommands() {}

    /** One decider for each. */
    public static List<Decider<?, ?>> all() {
        return List.of(
                new DefineProgramme(),
                new PlaceServerOrder(),
                new AmendServerOrder(),
                new ShiftOrderToVendor(),
                new RecordDelivery(),
                new CancelOrder());
    }
}
