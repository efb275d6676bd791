package io.rackledger.events;

/** Identifies a facility. */
public record FacilityId(String value) implements EntityId {
    public FacilityId {
        EntityId.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
