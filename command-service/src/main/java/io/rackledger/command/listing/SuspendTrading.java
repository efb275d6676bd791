package io.rackledger.command.listing;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.CaseId;
import io.rackledger.events.EntityId;
import io.rackledger.events.ListingId;
import io.rackledger.events.ObligationTriggered;
import io.rackledger.events.Recorded;
import io.rackledger.events.TradingSuspended;
import io.rackledger.events.ValidTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trading in a security is suspended; obligations that a delisting triggers fall due with it. */
final class SuspendTrading implements Decider<SuspendTrading.Body, Removal> {
    record Body(ListingId listing, CaseId caseId, @Nullable ValidTime on) implements Command {
        @Override
        public @Nullable ValidTime validAt() {
            return on;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(listing, caseId);
        }
    }

    @Override
    public String name() {
        return "suspend-trading";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                        "Suspends trading in a security; obligations that a delisting triggers fall due with it.",
                        TradingSuspended.class,
                        ObligationTriggered.class)
                .structural("wrong-state", "the listing is neither suspended nor delisted")
                .structural("no-basis", "the case is open, of that listing, and decided against it")
                .plausible(
                        "stayed",
                        "trading is not suspended while a hearing stays it: one requested in time, until the rule's stay or a longer one ends, or the panel decides")
                .example("""
                        {"listing": "smci-xnas", "case": "smci-2017", "on": "2018-08-23"}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof TradingSuspended e
                ? List.of(new Body(e.listing(), e.caseId(), fact.validAt()))
                : List.of();
    }

    @Override
    public Boundary boundary(Body body, Removal state) {
        return state.boundary(body.listing(), body.caseId());
    }

    @Override
    public Removal initial() {
        return Removal.NONE;
    }

    @Override
    public Removal evolve(Removal state, Recorded recorded) {
        return state.evolve(recorded);
    }

    @Override
    public Decision decide(Intake<Body> intake, Removal state) {
        Body body = intake.body();
        return Findings.on(intake)
                .structural(
                        "wrong-state",
                        state.isSuspended() || state.isDelisted(),
                        "listing '" + body.listing() + "' is suspended or delisted already")
                .structural(
                        "no-basis",
                        !state.rests(body.listing()),
                        "case '" + body.caseId() + "' holds no standing decision against '" + body.listing() + "'")
                .plausible(
                        "stayed",
                        state.basis().stayed(DaySpan.of(intake.validAt())),
                        "a hearing that was requested stays it")
                .acceptAll(() -> state.with(
                        new TradingSuspended(body.listing(), body.caseId(), state.listedParty()), body.listing()));
    }
}
