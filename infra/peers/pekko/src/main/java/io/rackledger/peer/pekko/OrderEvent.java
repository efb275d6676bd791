package io.rackledger.peer.pekko;

/** What happens to an order. */
sealed interface OrderEvent {
    /** It was placed with a vendor. */
    record Placed(String order, String buyer, String vendor, long racks, long gpus) implements OrderEvent {}

    /** What was open of it shifted to another vendor. */
    record Shifted(
            String order,
            String buyer,
            String from,
            String to,
            String fromLot,
            String toLot,
            long racks,
            long gpus,
            String reason)
            implements OrderEvent {}
}
