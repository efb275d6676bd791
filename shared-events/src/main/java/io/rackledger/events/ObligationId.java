package io.rackledger.events;

/** Identifies an obligation of a party. */
public record ObligationId(String value) implements EntityId {
    public ObligationId {
        EntityId.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
