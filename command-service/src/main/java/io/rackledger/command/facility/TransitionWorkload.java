package io.rackledger.command.facility;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.EntityId;
import io.rackledger.events.FacilityId;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import io.rackledger.events.WorkloadPlaced;
import io.rackledger.events.WorkloadTransitioned;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A party's workload moves from one facility to another: both sides, or neither. */
final class TransitionWorkload implements Decider<TransitionWorkload.Body, FacilityState> {
    record Body(
            PartyId party,
            FacilityId fromFacility,
            FacilityId toFacility,
            BigDecimal powerMw,
            @Nullable ValidTime on) implements Command {
        @Override
        public @Nullable ValidTime validAt() {
            return on;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(party, fromFacility, toFacility);
        }
    }

    @Override
    public String name() {
        return "transition-workload";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                        "Moves a party's workload from one facility to another: both sides, or neither.",
                        WorkloadTransitioned.class)
                .structural("not-positive", "a workload takes power")
                .structural("same-facility", "it moves to another facility")
                .structuralAcross("exceeds-workload", "the party runs as much where it comes from")
                .structuralAcross(
                        "capacity-exceeded",
                        "at every instant from then on, leases and workloads stay within the target's limits")
                .example("""
                        {"party": "xai", "fromFacility": "colossus-1", "toFacility": "colossus-2", "powerMw": 300,
                         "on": "2026-05"}""");
    }

    /** All that takes room at the target; at the source what that party runs. */
    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof WorkloadTransitioned e
                ? List.of(new Body(e.party(), e.fromFacility(), e.toFacility(), e.powerMw(), fact.validAt()))
                : List.of();
    }

    @Override
    public Boundary boundary(Body body, FacilityState state) {
        return FacilityState.room(body.toFacility())
                .or(Boundary.of(
                        Set.of(Tag.of(body.fromFacility()), Tag.of(body.party())),
                        WorkloadPlaced.class,
                        WorkloadTransitioned.class));
    }

    @Override
    public FacilityState initial() {
        return FacilityState.NONE;
    }

    @Override
    public FacilityState evolve(FacilityState state, Recorded recorded) {
        return state.evolve(recorded);
    }

    @Override
    public Decision decide(Intake<Body> intake, FacilityState state) {
        Body body = intake.body();
        String megawatts = body.powerMw().toPlainString() + " MW";
        return Findings.on(intake)
                .structural("not-positive", body.powerMw().signum() <= 0, "powerMw is more than 0")
                .structural(
                        "same-facility",
                        body.fromFacility().equals(body.toFacility()),
                        "a workload moves from one facility to another")
                .structural(
                        "exceeds-workload",
                        state.capacity(body.fromFacility())
                                .fallsShortOf(new Load.Departure(
                                        body.fromFacility(), body.party(), body.powerMw(), intake.validAt())),
                        "'" + body.party() + "' runs less than " + megawatts + " at '" + body.fromFacility() + "'")
                .structural(
                        "capacity-exceeded",
                        state.capacity(body.toFacility())
                                .exceededBy(new Load.Workload(
                                        body.toFacility(), body.party(), body.powerMw(), intake.validAt())),
                        "facility '" + body.toFacility() + "' has no room for " + megawatts + " more at every instant")
                .accept(() ->
                        new WorkloadTransitioned(body.party(), body.fromFacility(), body.toFacility(), body.powerMw()));
    }
}
