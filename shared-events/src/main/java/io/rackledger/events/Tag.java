package io.rackledger.events;

/** What an event is about: a kind of entity and its id. Events are found, and decisions bounded, by tags. */
public record Tag(String key, String value) implements Comparable<Tag> {
    public static Tag of(PartyId id) {
        return new Tag("party", id.value());
    }

    public static Tag of(OrderId id) {
        return new Tag("order", id.value());
    }

    public static Tag of(ProgrammeId id) {
        return new Tag("programme", id.value());
    }

    public static Tag of(FacilityId id) {
        return new Tag("facility", id.value());
    }

    public static Tag of(LeaseId id) {
        return new Tag("lease", id.value());
    }

    public static Tag of(ListingId id) {
        return new Tag("listing", id.value());
    }

    public static Tag of(CaseId id) {
        return new Tag("case", id.value());
    }

    public static Tag of(SourceId id) {
        return new Tag("source", id.value());
    }

    public static Tag of(DeliveryId id) {
        return new Tag("delivery", id.value());
    }

    public static Tag of(ObligationId id) {
        return new Tag("obligation", id.value());
    }

    public static Tag of(RoundId id) {
        return new Tag("round", id.value());
    }

    public static Tag of(AllianceId id) {
        return new Tag("alliance", id.value());
    }

    /** The party in its role as buyer. */
    public static Tag buyer(PartyId id) {
        return new Tag("buyer", id.value());
    }

    /** The party in its role as vendor. */
    public static Tag vendor(PartyId id) {
        return new Tag("vendor", id.value());
    }

    /** An identifier that belongs to one party only, for example {@code cik:0001375365}. */
    public static Tag identifier(String scheme, String value) {
        return new Tag("identifier", scheme + ":" + value);
    }

    /** The SHA-256 of a source's text, in lower-case hexadecimal. */
    public static Tag sha256(String hex) {
        return new Tag("sha256", hex);
    }

    /** A security by the market it trades on and its ticker. */
    public static Tag security(String mic, String ticker) {
        return new Tag("security", mic + ":" + ticker);
    }

    /** A component that suppliers make, such as {@code ASSEMBLY}. */
    public static Tag component(String name) {
        return new Tag("component", name);
    }

    /** What may be short in the whole market. */
    public static Tag dimension(SupplyDimension dimension) {
        return new Tag("dimension", dimension.name());
    }

    /** Every succession of a party by another: whether they go in a circle depends on all of them. */
    public static Tag succession() {
        return new Tag("succession", "any");
    }

    /** One event, by its id. */
    public static Tag event(String id) {
        return new Tag("event", id);
    }

    /** The command that an event was decided on. */
    public static Tag command(String id) {
        return new Tag("command", id);
    }

    @Override
    public int compareTo(Tag other) {
        int byKey = key.compareTo(other.key);
        return byKey != 0 ? byKey : value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return key + "=" + value;
    }
}
