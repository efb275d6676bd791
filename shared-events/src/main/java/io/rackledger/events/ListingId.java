package io.rackledger.events;

/** Identifies the listing of a security. */
public record ListingId(String value) implements EntityId {
    public ListingId {
        EntityId.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
