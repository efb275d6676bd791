package io.rackledger.events;

/** A party's part in an alliance. */
public record Membership(PartyId party, Part role, Kind kind) {
    /** What it brings. */
    public enum Part {
        CHIPS,
        CLOUD_HOSTING,
        FINANCE,
        RESEARCH,
        POWER,
        OTHER
    }

    /** How close it is. */
    public enum Kind {
        MEMBER,
        COLLABORATOR,
        ADVISOR
    }
}
