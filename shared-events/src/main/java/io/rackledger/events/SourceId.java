package io.rackledger.events;

/** Identifies a source document. */
public record SourceId(String value) implements EntityId {
    public SourceId {
        EntityId.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
