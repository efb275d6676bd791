package io.rackledger.events;

/** Identifies a server order. */
public record OrderId(String value) implements EntityId {
    public OrderId {
        EntityId.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
