package io.rackledger.events;

/** Identifies a financing round. */
public record RoundId(String value) implements EntityId {
    public RoundId {
        EntityId.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
