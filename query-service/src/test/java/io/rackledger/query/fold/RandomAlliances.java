package io.rackledger.query.fold;

import io.rackledger.events.AllianceFormed;
import io.rackledger.events.AllianceId;
import io.rackledger.events.AllianceMemberJoined;
import io.rackledger.events.AllianceMemberLeft;
import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.Membership;
import io.rackledger.events.PartyId;
import io.rackledger.events.Subject;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/** Any events of alliances and claims of conflicts, in any order. */
public final class RandomAlliances {
    private final Random random;

    public RandomAlliances(Random random) {
        this.random = random;
    }

    public Histories history() {
        Histories histories = new Histories();
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            String day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(500)).toString();
            histories.then(day, event());
        }
        return histories;
    }

    private Event event() {
        AllianceId alliance = new AllianceId("alliance-" + random.nextInt(2));
        return switch (random.nextInt(6)) {
            case 0 ->
                new AllianceFormed(
                        alliance,
                        random.nextBoolean() ? "AIP" : null,
                        List.of(member("founder-1"), member("founder-2")));
            case 1 -> new AllianceMemberLeft(alliance, new PartyId(party()));
            case 2 ->
                new ClaimRecorded(
                        random.nextBoolean()
                                ? new Subject(Subject.Kind.PARTY, party())
                                : new Subject(Subject.Kind.ALLIANCE, alliance.value()),
                        random.nextInt(3) == 0 ? "chips" : "conflict of interest",
                        null,
                        null,
                        "it sells to itself");
            default -> new AllianceMemberJoined(alliance, member(party()));
        };
    }

    private String party() {
        return random.nextInt(3) == 0 ? "founder-1" : "party-" + random.nextInt(3);
    }

    private Membership member(String party) {
        return new Membership(
                new PartyId(party),
                Membership.Part.values()[random.nextInt(Membership.Part.values().length)],
                Membership.Kind.values()[random.nextInt(Membership.Kind.values().length)]);
    }
}
