package io.rackledger.events;

/** Identifies a build-out programme. */
public record ProgrammeId(String value) implements EntityId {
    public ProgrammeId {
        EntityId.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
