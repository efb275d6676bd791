package io.rackledger.events;

/** Identifies an allocation lot, unique within its order. */
public record LotId(String value) implements EntityId {
    public LotId {
        EntityId.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
