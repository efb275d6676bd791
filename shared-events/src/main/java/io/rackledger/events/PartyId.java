package io.rackledger.events;

/** Identifies a party: a buyer, vendor, supplier, financier or any other legal person. */
public record PartyId(String value) implements EntityId {
    public PartyId {
        EntityId.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
