package io.rackledger.events;

/** Identifies a delivery. */
public record DeliveryId(String value) implements EntityId {
    public DeliveryId {
        EntityId.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
