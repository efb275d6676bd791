package io.rackledger.command.listing;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.EntityId;
import io.rackledger.events.FilerStatus;
import io.rackledger.events.ListingId;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.Tag;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.time.MonthDay;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A party's security is listed at a venue; one that was delisted may be listed again, under the same id or another. */
final class ListSecurity implements Decider<ListSecurity.Body, ListSecurity.State> {
    private static final Pattern MIC = Pattern.compile("[A-Z0-9]{4}");
    private static final Pattern TICKER = Pattern.compile("[A-Z0-9][A-Z0-9./-]{0,14}");

    record Body(
            ListingId listing,
            PartyId party,
            String ticker,
            String mic,
            String tier,
            MonthDay fiscalYearEnd,
            FilerStatus filerStatus,
            @Nullable ValidTime listedOn)
            implements Command {
        Body {
            if (!TICKER.matcher(ticker).matches()) {
                throw new IllegalArgumentException("ticker is written in capital letters, as SMCI");
            }
            if (!MIC.matcher(mic).matches()) {
                throw new IllegalArgumentException("mic is four capital letters or digits, as XNAS");
            }
            if (tier.isBlank()) {
                throw new IllegalArgumentException("tier must not be blank");
            }
        }

        @Override
        public @Nullable ValidTime validAt() {
            return listedOn;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(party);
        }

        @Override
        public Set<Tag> about() {
            return Set.of(Tag.of(listing), Tag.of(party), security());
        }

        private Tag security() {
            return Tag.security(mic, ticker);
        }
    }

    /** The listings of that id or that security, as each was last listed. */
    record State(Map<ListingId, Standing> listings) {
        State {
            listings = Map.copyOf(listings);
        }

        State with(ListingId listing, Standing standing) {
            Map<ListingId, Standing> more = new HashMap<>(listings);
            more.put(listing, standing);
            return new State(more);
        }
    }

    /** How a listing stands; {@code delistedOn} is null where it is not, or where nobody says when it was. */
    record Standing(
            Tag security, boolean delisted, @Nullable ValidTime delistedOn) {
        /** Whether it is active at some time from then on. */
        Truth activeFrom(@Nullable ValidTime time) {
            if (!delisted) {
                return Truth.YES;
            }
            return time == null || delistedOn == null ? Truth.POSSIBLE : time.before(delistedOn);
        }
    }

    @Override
    public String name() {
        return "list-security";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                        "Lists a party's security at a venue; one that was delisted may be listed again.",
                        SecurityListed.class)
                .structural("listing-exists", "a listing of that id is listed again only after it was delisted")
                .structuralAcross("listing-active", "no other listing of that ticker is active at that venue")
                .example("""
                        {"listing": "smci-xnas", "party": "supermicro", "ticker": "SMCI", "mic": "XNAS",
                         "tier": "GLOBAL_SELECT", "fiscalYearEnd": "--06-30", "filerStatus": "LARGE_ACCELERATED",
                         "listedOn": "2020-01"}""");
    }

    /** Listings by their id and their security; then, for each that is found, whether it was delisted. */
    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof SecurityListed e
                ? List.of(new Body(
                        e.listing(),
                        e.party(),
                        e.ticker(),
                        e.mic(),
                        e.tier(),
                        e.fiscalYearEnd(),
                        e.filerStatus(),
                        fact.validAt()))
                : List.of();
    }

    @Override
    public Boundary boundary(Body body, State state) {
        Boundary boundary = Boundary.of(Tag.of(body.listing()), SecurityListed.class, SecurityDelisted.class)
                .or(Boundary.of(body.security(), SecurityListed.class));
        for (ListingId other : state.listings().keySet()) {
            if (!other.equals(body.listing())) {
                boundary = boundary.or(Boundary.of(Tag.of(other), SecurityDelisted.class));
            }
        }
        return boundary;
    }

    @Override
    public State initial() {
        return new State(Map.of());
    }

    @Override
    public State evolve(State state, Recorded recorded) {
        if (recorded.event() instanceof SecurityListed e) {
            return state.with(e.listing(), new Standing(Tag.security(e.mic(), e.ticker()), false, null));
        }
        if (recorded.event() instanceof SecurityDelisted e) {
            Standing standing = state.listings().get(e.listing());
            return standing == null
                    ? state
                    : state.with(e.listing(), new Standing(standing.security(), true, recorded.validAt()));
        }
        return state;
    }

    @Override
    public Decision decide(Intake<Body> intake, State state) {
        Body body = intake.body();
        Standing same = state.listings().get(body.listing());
        Truth active = state.listings().values().stream()
                .filter(standing -> standing.security().equals(body.security()))
                .map(standing -> standing.activeFrom(intake.validAt()))
                .reduce(Truth.NO, Truth::or);
        return Findings.on(intake)
                .structural(
                        "listing-exists",
                        same != null && !same.delisted(),
                        "listing '" + body.listing() + "' is on record and was not delisted")
                .structural(
                        "listing-active", active, body.ticker() + " has an active listing at " + body.mic() + " then")
                .accept(() -> new SecurityListed(
                        body.listing(),
                        body.party(),
                        body.ticker(),
                        body.mic(),
                        body.tier(),
                        body.fiscalYearEnd(),
                        body.filerStatus()));
    }
}
