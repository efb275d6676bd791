package io.rackledger.events;

/** Identifies an alliance. */
public record AllianceId(String value) implements EntityId {
    public AllianceId {
        EntityId.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
