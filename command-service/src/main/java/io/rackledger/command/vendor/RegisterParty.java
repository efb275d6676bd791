package io.rackledger.command.vendor;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.EntityId;
import io.rackledger.events.Identifiers;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.Recorded;
import io.rackledger.events.Role;
import io.rackledger.events.Tag;
import io.rackledger.events.Tags;
import io.rackledger.events.ValidTime;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Registers a party with the identifiers that others gave it, each of which belongs to one party only. */
final class RegisterParty implements Decider<RegisterParty.Body, RegisterParty.State> {
    private static final Pattern LEI = Pattern.compile("[A-Z0-9]{18}[0-9]{2}");
    private static final Pattern CIK = Pattern.compile("[0-9]{10}");
    private static final Pattern TICKER = Pattern.compile("[A-Z0-9][A-Z0-9.-]{0,9}");
    private static final Pattern MIC = Pattern.compile("[A-Z0-9]{4}");

    record Body(
            PartyId party,
            String legalName,
            @Nullable List<Role> roles,
            @Nullable Identifiers identifiers,
            @Nullable ValidTime on)
            implements Command {
        Body {
            Form.required(party, "party");
            Form.text(legalName, "legalName");
            roles = roles == null ? null : Form.copy(roles, "roles");
            if (identifiers != null) {
                matches(identifiers.lei(), LEI, "identifiers.lei: 18 letters or digits and two check digits");
                matches(identifiers.cik(), CIK, "identifiers.cik: ten digits");
                matches(identifiers.ticker(), TICKER, "identifiers.ticker: 1 to 10 of A-Z, 0-9, '.' and '-'");
                matches(identifiers.mic(), MIC, "identifiers.mic: four of A-Z and 0-9");
                Form.check(
                        (identifiers.ticker() == null) == (identifiers.mic() == null),
                        "identifiers.ticker and identifiers.mic go together");
            }
        }

        private static void matches(@Nullable String value, Pattern pattern, String message) {
            Form.check(value == null || pattern.matcher(value).matches(), message);
        }

        @Override
        public @Nullable ValidTime validAt() {
            return on;
        }

        @Override
        public List<EntityId> requires() {
            return List.of();
        }

        @Override
        public EntityId creates() {
            return party;
        }

        private Identifiers known() {
            return identifiers == null ? Identifiers.NONE : identifiers;
        }
    }

    /** The identifiers, among those read, that belong to somebody. */
    record State(Set<Tag> taken) {
        State {
            taken = Set.copyOf(taken);
        }
    }

    @Override
    public String name() {
        return "register-party";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Registers a party, with the identifiers that others gave it.", PartyRegistered.class)
                .structural("lei-checksum", "the check digits of the LEI are right")
                .structuralAcross("identifier-taken", "no other party has any of the identifiers")
                .example("""
                        {"party": "dell", "legalName": "Dell Technologies Inc.", "roles": ["VENDOR"], "on": "2016-09",
                         "identifiers": {"cik": "0001571996", "ticker": "DELL", "mic": "XNYS"}}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof PartyRegistered e
                ? List.of(new Body(e.party(), e.legalName(), e.roles(), e.identifiers(), fact.validAt()))
                : List.of();
    }

    @Override
    public Boundary boundary(Body body, State state) {
        Boundary boundary = Boundary.NONE;
        for (Tag identifier : Tags.of(body.known())) {
            boundary = boundary.or(Boundary.of(identifier, PartyRegistered.class));
        }
        return boundary;
    }

    @Override
    public State initial() {
        return new State(Set.of());
    }

    @Override
    public State evolve(State state, Recorded recorded) {
        if (recorded.event() instanceof PartyRegistered registered) {
            Set<Tag> taken = new HashSet<>(state.taken());
            taken.addAll(Tags.of(registered.identifiers()));
            return new State(taken);
        }
        return state;
    }

    @Override
    public Decision decide(Intake<Body> intake, State state) {
        Body body = intake.body();
        Identifiers identifiers = body.known();
        List<Tag> taken =
                Tags.of(identifiers).stream().filter(state.taken()::contains).toList();
        return Findings.on(intake)
                .structural(
                        "lei-checksum",
                        identifiers.lei() != null && !checksOut(identifiers.lei()),
                        "the check digits of LEI '" + identifiers.lei() + "' are wrong")
                .structural("identifier-taken", !taken.isEmpty(), "belongs to another party: " + taken)
                .accept(() -> new PartyRegistered(
                        body.party(),
                        body.legalName(),
                        body.roles() == null
                                ? List.of()
                                : body.roles().stream().distinct().toList(),
                        identifiers));
    }

    /** ISO 7064 mod 97-10 over the letters as numbers from 10 to 35. */
    private static boolean checksOut(String lei) {
        StringBuilder digits = new StringBuilder();
        lei.chars().forEach(c -> digits.append(Character.digit(c, Character.MAX_RADIX)));
        return new BigInteger(digits.toString()).mod(BigInteger.valueOf(97)).equals(BigInteger.ONE);
    }
}
