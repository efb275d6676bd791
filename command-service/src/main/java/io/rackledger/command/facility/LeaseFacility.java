package io.rackledger.command.facility;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.command.decision.Succession;
import io.rackledger.events.EntityId;
import io.rackledger.events.FacilityId;
import io.rackledger.events.FacilityLeased;
import io.rackledger.events.LeaseId;
import io.rackledger.events.Mode;
import io.rackledger.events.PartyId;
import io.rackledger.events.Period;
import io.rackledger.events.Recorded;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A tenant leases part of a facility for a period. */
final class LeaseFacility implements Decider<LeaseFacility.Body, FacilityState> {
    record Body(
            LeaseId lease,
            FacilityId facility,
            PartyId lessor,
            PartyId tenant,
            @Nullable BigDecimal powerMw,
            @Nullable Long gpus,
            @Nullable Period period,
            @Nullable Money feePerMonth,
            @Nullable Integer noticeDays)
            implements Command {
        Body {
            if (feePerMonth != null && feePerMonth.isNegative()) {
                throw new IllegalArgumentException("feePerMonth must not be negative");
            }
            if (noticeDays != null && noticeDays < 0) {
                throw new IllegalArgumentException("noticeDays must not be negative");
            }
        }

        @Override
        public @Nullable ValidTime validAt() {
            return period == null ? null : period.from();
        }

        @Override
        public List<EntityId> requires() {
            return List.of(facility, lessor, tenant);
        }

        @Override
        public EntityId creates() {
            return lease;
        }

        private @Nullable ValidTime to() {
            return period == null ? null : period.to();
        }
    }

    @Override
    public String name() {
        return "lease-facility";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Leases part of a facility to a tenant for a period.", FacilityLeased.class)
                .structural(
                        "not-positive", "a lease has a size and ends after it begins; a report may leave the size open")
                .structural("same-party", "nobody leases from itself")
                .structural("not-controller", "the lessor controls the facility")
                .structuralAcross(
                        "capacity-exceeded",
                        "at every instant of the period, leases and workloads stay within the facility's limits")
                .example("""
                        {"lease": "lease-1", "facility": "colossus-1", "lessor": "xai", "tenant": "anthropic", "powerMw": 300,
                         "period": {"from": "2026-06"}, "noticeDays": 90,
                         "feePerMonth": {"amount": "1250000000.00", "currency": "USD"}}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof FacilityLeased e
                ? List.of(new Body(
                        e.lease(),
                        e.facility(),
                        e.lessor(),
                        e.tenant(),
                        e.powerMw(),
                        e.gpus(),
                        e.period(),
                        e.feePerMonth(),
                        e.noticeDays()))
                : List.of();
    }

    @Override
    public Boundary boundary(Body body, FacilityState state) {
        return FacilityState.room(body.facility()).or(Succession.boundary());
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
        ValidTime from = intake.validAt();
        Findings findings = Findings.on(intake)
                .structural("not-positive", notPositive(intake), "a lease has a size, and powerMw or gpus above 0")
                .structural("not-positive", endsBefore(from, body.to()), "a lease ends after it begins");
        if (findings.rejected()) {
            return findings.acceptAll(List::of);
        }
        FacilityLeased leased = leased(body, from);
        return findings.structural("same-party", body.lessor().equals(body.tenant()), "nobody leases from itself")
                .structural(
                        "not-controller",
                        state.controls(body.lessor(), body.facility(), from).not(),
                        "'" + body.lessor() + "' does not control facility '" + body.facility() + "'")
                .structural(
                        "capacity-exceeded",
                        state.capacity(body.facility()).exceededBy(Lease.of(leased)),
                        "facility '" + body.facility() + "' has no room for this lease at every instant")
                .accept(() -> leased);
    }

    private static FacilityLeased leased(Body body, @Nullable ValidTime from) {
        return new FacilityLeased(
                body.lease(),
                body.facility(),
                body.lessor(),
                body.tenant(),
                body.powerMw(),
                body.gpus(),
                new Period(from, body.to()),
                body.feePerMonth(),
                body.noticeDays());
    }

    /** A report may leave the size out; a decision may not. */
    private static boolean notPositive(Intake<Body> intake) {
        BigDecimal powerMw = intake.body().powerMw();
        Long gpus = intake.body().gpus();
        return (powerMw == null && gpus == null && intake.mode() == Mode.DECIDED)
                || (powerMw != null && powerMw.signum() <= 0)
                || (gpus != null && gpus <= 0);
    }

    private static boolean endsBefore(@Nullable ValidTime from, @Nullable ValidTime to) {
        return from != null && to != null && to.before(from) == Truth.YES;
    }
}
