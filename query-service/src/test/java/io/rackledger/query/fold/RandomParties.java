package io.rackledger.query.fold;

import io.rackledger.events.CaseId;
import io.rackledger.events.Confidence;
import io.rackledger.events.Event;
import io.rackledger.events.FilerStatus;
import io.rackledger.events.Identifiers;
import io.rackledger.events.ListingId;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.PartyRoleAssigned;
import io.rackledger.events.PartySucceeded;
import io.rackledger.events.Role;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Random;

/** Any events about parties, in any order. */
public final class RandomParties {
    private final Random random;

    public RandomParties(Random random) {
        this.random = random;
    }

    public Histories history() {
        Histories histories = new Histories();
        for (int i = 1 + random.nextInt(30); i > 0; i--) {
            String day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(500)).toString();
            histories.then(day, any(Confidence.values()), event());
        }
        return histories;
    }

    private Event event() {
        PartyId party = party();
        ListingId listing = new ListingId(party + "-" + any("a", "b"));
        return switch (random.nextInt(5)) {
            case 0 ->
                new PartyRegistered(
                        party,
                        "name " + random.nextInt(3),
                        List.of(any(Role.values())),
                        any(Identifiers.NONE, new Identifiers(null, "0001571996", "DELL", "XNYS")));
            case 1 -> new PartyRoleAssigned(party, any(Role.values()));
            case 2 -> new PartySucceeded(party, party());
            case 3 ->
                new SecurityListed(
                        listing,
                        party,
                        "TICK",
                        any("XNAS", "XNYS"),
                        "MAIN",
                        MonthDay.of(12, 31),
                        any(FilerStatus.values()));
            default -> new SecurityDelisted(listing, new CaseId(party + "-case"), party);
        };
    }

    private PartyId party() {
        return new PartyId(any("dell", "supermicro", "xai"));
    }

    @SafeVarargs
    private <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }
}
