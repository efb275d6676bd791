package io.rackledger.command.facility;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.FacilityLimits;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.CapacityDimension;
import io.rackledger.events.EntityId;
import io.rackledger.events.FacilityCapacityChanged;
import io.rackledger.events.FacilityId;
import io.rackledger.events.Recorded;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A facility can take more or less in one dimension, from some time on until the next change. */
final class ChangeFacilityCapacity implements Decider<ChangeFacilityCapacity.Body, FacilityState> {
    record Body(
            FacilityId facility,
            CapacityDimension dimension,
            BigDecimal limit,
            @Nullable ValidTime from) implements Command {
        Body {
            Form.required(facility, "facility");
            Form.required(dimension, "dimension");
            Form.required(limit, "limit");
            Form.check(
                    !dimension.isCount() || limit.stripTrailingZeros().scale() <= 0,
                    "limit: a whole number of " + dimension);
        }

        @Override
        public @Nullable ValidTime validAt() {
            return from;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(facility);
        }
    }

    @Override
    public String name() {
        return "change-facility-capacity";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                        "Changes what a facility can take in one dimension, from some time on.",
                        FacilityCapacityChanged.class)
                .structural("not-positive", "a limit is not negative")
                .structuralAcross(
                        "capacity-in-use",
                        "at every instant at which the limit is in force, leases and workloads stay within it")
                .example("""
                        {"facility": "colossus-1", "dimension": "powerMw", "limit": 350, "from": "2026-09"}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof FacilityCapacityChanged e
                ? List.of(new Body(e.facility(), e.dimension(), e.limit(), fact.validAt()))
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
        return Findings.on(intake)
                .structural("not-positive", body.limit().signum() < 0, "a limit is not negative")
                .structural(
                        "capacity-in-use",
                        state.capacity(body.facility())
                                .exceeds(
                                        body.dimension(),
                                        FacilityLimits.change(body.limit(), intake.validAt(), Long.MAX_VALUE)),
                        "more than that is leased and placed at facility '" + body.facility() + "'")
                .accept(() -> new FacilityCapacityChanged(body.facility(), body.dimension(), body.limit()));
    }
}
