package io.rackledger.command.alliance;

import io.rackledger.events.AllianceFormed;
import io.rackledger.events.AllianceId;
import io.rackledger.events.Identifiers;
import io.rackledger.events.Membership;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.ValidTime;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An alliance and who may be in it. */
final class Allies {
    static final AllianceId ALLIANCE = new AllianceId("partners");
    static final PartyId XAI = new PartyId("xai");
    static final PartyId DELL = new PartyId("dell");
    static final PartyId SUPERMICRO = new PartyId("supermicro");

    private Allies() {}

    static PartyRegistered party(PartyId party) {
        return new PartyRegistered(party, "A party", List.of(), Identifiers.NONE);
    }

    static Membership member(PartyId party) {
        return new Membership(party, Membership.Part.OTHER, Membership.Kind.MEMBER);
    }

    static AllianceFormed formed(PartyId... members) {
        return new AllianceFormed(
                ALLIANCE, null, Stream.of(members).map(Allies::member).toList());
    }

    static @Nullable ValidTime time(@Nullable String text) {
        return text == null ? null : ValidTime.parse(text);
    }
}
