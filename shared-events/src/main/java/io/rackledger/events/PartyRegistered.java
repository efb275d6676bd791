package io.rackledger.events;

import java.util.List;

/** A party is known from now on. */
public record PartyRegistered(PartyId party, String legalName, List<Role> roles, Identifiers identifiers)
        implements Event {
    public PartyRegistered {
        roles = List.copyOf(roles);
    }
}
