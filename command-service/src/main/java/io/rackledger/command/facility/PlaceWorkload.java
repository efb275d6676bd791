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
import io.rackledger.events.ValidTime;
import io.rackledger.events.WorkloadPlaced;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A party runs a workload of its own at a facility from some time on. */
final class PlaceWorkload implements Decider<PlaceWorkload.Body, FacilityState> {
    record Body(
            FacilityId facility,
            PartyId party,
            BigDecimal powerMw,
            @Nullable ValidTime from) implements Command {
        @Override
        public @Nullable ValidTime validAt() {
            return from;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(facility, party);
        }
    }

    @Override
    public String name() {
        return "place-workload";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                        "Records that a party runs a workload of its own at a facility from some time on.",
                        WorkloadPlaced.class)
                .structural("not-positive", "a workload takes power")
                .structuralAcross(
                        "capacity-exceeded",
                        "at every instant from then on, leases and workloads stay within the facility's limits")
                .example("""
                        {"facility": "colossus-1", "party": "xai", "powerMw": 300, "from": "2024-09"}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof WorkloadPlaced e
                ? List.of(new Body(e.facility(), e.party(), e.powerMw(), fact.validAt()))
                : List.of();
    }

    @Override
    public Boundary boundary(Body body, FacilityState state) {
        return FacilityState.room(body.facility());
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
        Load.Workload placed = new Load.Workload(body.facility(), body.party(), body.powerMw(), intake.validAt());
        return Findings.on(intake)
                .structural("not-positive", body.powerMw().signum() <= 0, "powerMw is more than 0")
                .structural(
                        "capacity-exceeded",
                        state.capacity(body.facility()).exceededBy(placed),
                        "facility '" + body.facility() + "' has no room for "
                                + body.powerMw().toPlainString() + " MW more at every instant")
                .accept(() -> new WorkloadPlaced(body.facility(), body.party(), body.powerMw()));
    }
}
