package io.rackledger.query.party;

import io.rackledger.events.Identifiers;
import io.rackledger.events.ListingId;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.PartyRoleAssigned;
import io.rackledger.events.PartySucceeded;
import io.rackledger.events.Recorded;
import io.rackledger.events.Role;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import io.rackledger.query.fold.Fact;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A party as its events tell it, as far as they are known: one may be known by its successor only. Immutable.
 *
 * @param legalName  null while nobody registered it
 * @param registered null likewise
 * @param roles      in the order in which it took them on, each once
 */
record PartyState(
        PartyId party,
        @Nullable String legalName,
        Identifiers identifiers,
        @Nullable Fact registered,
        List<Held> roles,
        List<Succession> predecessors,
        List<Succession> successors,
        List<Listed> listings) {
    /** A role; {@code atRegistration} if it was held when the party became known, so that nobody says since when. */
    record Held(Role role, boolean atRegistration, Fact since) {}

    /** The other party of a succession. */
    record Succession(PartyId party, Fact fact) {}

    /**
     * A security at a venue.
     *
     * @param ticker null, like all of its terms, while only its end is known
     */
    record Listed(
            ListingId listing,
            @Nullable String ticker,
            @Nullable String mic,
            @Nullable String tier,
            @Nullable Fact listed,
            @Nullable Fact delisted) {}

    PartyState {
        roles = List.copyOf(roles);
        predecessors = List.copyOf(predecessors);
        successors = List.copyOf(successors);
        listings = List.copyOf(listings);
    }

    static PartyState named(PartyId party) {
        return new PartyState(party, null, Identifiers.NONE, null, List.of(), List.of(), List.of(), List.of());
    }

    PartyState after(Recorded recorded) {
        Fact fact = Fact.of(recorded);
        return switch (recorded.event()) {
            case PartyRegistered e -> registered(e, fact);
            case PartyRoleAssigned e -> withRoles(List.of(new Held(e.role(), false, fact)));
            case PartySucceeded e -> succeeded(e, fact);
            case SecurityListed e -> withListing(new Listed(e.listing(), e.ticker(), e.mic(), e.tier(), fact, null));
            case SecurityDelisted e -> delisted(e.listing(), fact);
            default -> this;
        };
    }

    private PartyState registered(PartyRegistered e, Fact fact) {
        return new PartyState(party, e.legalName(), e.identifiers(), fact, roles, predecessors, successors, listings)
                .withRoles(e.roles().stream()
                        .map(role -> new Held(role, true, fact))
                        .toList());
    }

    /** A role that is held already stays as it is. */
    private PartyState withRoles(List<Held> taken) {
        List<Held> all = new ArrayList<>(roles);
        for (Held held : taken) {
            if (all.stream().noneMatch(each -> each.role() == held.role())) {
                all.add(held);
            }
        }
        return new PartyState(party, legalName, identifiers, registered, all, predecessors, successors, listings);
    }

    private PartyState succeeded(PartySucceeded e, Fact fact) {
        List<Succession> before = new ArrayList<>(predecessors);
        List<Succession> after = new ArrayList<>(successors);
        if (e.successor().equals(party)) {
            before.add(new Succession(e.predecessor(), fact));
        }
        if (e.predecessor().equals(party)) {
            after.add(new Succession(e.successor(), fact));
        }
        return new PartyState(party, legalName, identifiers, registered, roles, before, after, listings);
    }

    private PartyState delisted(ListingId listing, Fact fact) {
        Listed before = listings.stream()
                .filter(each -> each.listing().equals(listing))
                .findFirst()
                .orElse(new Listed(listing, null, null, null, null, null));
        return withListing(new Listed(listing, before.ticker(), before.mic(), before.tier(), before.listed(), fact));
    }

    private PartyState withListing(Listed listed) {
        List<Listed> all = new ArrayList<>(listings);
        all.removeIf(each -> each.listing().equals(listed.listing()));
        all.add(listed);
        return new PartyState(party, legalName, identifiers, registered, roles, predecessors, successors, all);
    }
}
