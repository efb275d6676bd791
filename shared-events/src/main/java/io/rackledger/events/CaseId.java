package io.rackledger.events;

/** Identifies a compliance case. */
public record CaseId(String value) implements EntityId {
    public CaseId {
        EntityId.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
