package io.rackledger.command.supply;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.EntityId;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.SupplyDimension;
import io.rackledger.events.SupplyRate;
import io.rackledger.events.SupplyState;
import io.rackledger.events.SupplyStateReported;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How supply stands with a party, or in a dimension of the whole market. */
final class ReportSupplyState implements Decider<ReportSupplyState.Body, ReportSupplyState.State> {
    record Body(
            @Nullable PartyId party,
            @Nullable String site,
            @Nullable String platform,
            @Nullable SupplyDimension dimension,
            SupplyState state,
            @Nullable SupplyRate rate,
            @Nullable ValidTime readyFrom,
            @Nullable ValidTime on)
            implements Command {
        Body {
            Form.check(party != null || dimension != null, "party: at least one of party and dimension");
            Form.check(site == null || !site.isBlank(), "site: must not be blank");
            Form.check(platform == null || !platform.isBlank(), "platform: must not be blank");
            Form.required(state, "state");
            Form.check(rate == null || !rate.quantity().unit().isBlank(), "rate.quantity.unit: must not be blank");
        }

        @Override
        public @Nullable ValidTime validAt() {
            return on;
        }

        @Override
        public List<EntityId> requires() {
            return party == null ? List.of() : List.of(party);
        }

        @Override
        public Set<Tag> about() {
            Set<Tag> about = new LinkedHashSet<>();
            if (party != null) {
                about.add(Tag.of(party));
            }
            if (dimension != null) {
                about.add(Tag.dimension(dimension));
            }
            return about;
        }
    }

    /** Nothing but the existence of the party is asked. */
    record State() {}

    @Override
    public String name() {
        return "report-supply-state";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof SupplyStateReported e
                ? List.of(new Body(
                        e.party(),
                        e.site(),
                        e.platform(),
                        e.dimension(),
                        e.state(),
                        e.rate(),
                        e.readyFrom(),
                        fact.validAt()))
                : List.of();
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                        "Reports how supply stands with a party, or in a dimension of the whole market.",
                        SupplyStateReported.class)
                .structural("not-positive", "a quantity is zero at least")
                .example("""
                        {"party": "foxconn", "site": "Houston", "platform": "GB300", "state": "EXPANDING",
                         "rate": {"quantity": {"amount": 2000, "unit": "racks"}, "per": "MONTH"},
                         "readyFrom": "2026-Q1", "on": "2025-11"}""");
    }

    @Override
    public Boundary boundary(Body body, State state) {
        return Boundary.NONE;
    }

    @Override
    public State initial() {
        return new State();
    }

    @Override
    public State evolve(State state, Recorded recorded) {
        return state;
    }

    @Override
    public Decision decide(Intake<Body> intake, State state) {
        Body body = intake.body();
        return Findings.on(intake)
                .structural(
                        "not-positive",
                        body.rate() != null && body.rate().quantity().amount().signum() < 0,
                        "nobody makes less than nothing")
                .accept(() -> new SupplyStateReported(
                        body.party(),
                        body.site(),
                        body.platform(),
                        body.dimension(),
                        body.state(),
                        body.rate(),
                        body.readyFrom()));
    }
}
