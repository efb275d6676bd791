package io.rackledger.events;

/** Identifies a lease. */
public record LeaseId(String value) implements EntityId {
    public LeaseId {
        EntityId.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
