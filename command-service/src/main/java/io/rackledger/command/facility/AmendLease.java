package io.rackledger.command.facility;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Moment;
import io.rackledger.command.decision.Sheet;
import io.rackledger.command.decision.Timeline;
import io.rackledger.events.EntityId;
import io.rackledger.events.LeaseAmended;
import io.rackledger.events.LeaseId;
import io.rackledger.events.LeaseTerms;
import io.rackledger.events.Recorded;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A lease has other terms from some time on; what is not given stays as it was at that time. */
final class AmendLease implements Decider<AmendLease.Body, FacilityState> {
    record Body(
            LeaseId lease,
            @Nullable BigDecimal powerMw,
            @Nullable Long gpus,
            @Nullable ValidTime to,
            @Nullable Money feePerMonth,
            @Nullable Integer noticeDays,
            @Nullable ValidTime on,
            @Nullable ValidTime noticeOn)
            implements Command {
        Body {
            Form.required(lease, "lease");
            Form.check(
                    Stream.of(powerMw, gpus, to, feePerMonth, noticeDays).anyMatch(Objects::nonNull),
                    "powerMw: at least one of powerMw, gpus, to, feePerMonth and noticeDays");
            Form.check(feePerMonth == null || !feePerMonth.isNegative(), "feePerMonth: not negative");
            Form.check(noticeDays == null || noticeDays >= 0, "noticeDays: not negative");
        }

        @Override
        public @Nullable ValidTime validAt() {
            return on;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(lease);
        }

        private boolean takesRoom() {
            return powerMw != null || gpus != null || to != null;
        }

        private LeaseTerms over(LeaseTerms before) {
            return new LeaseTerms(
                    powerMw == null ? before.powerMw() : powerMw,
                    gpus == null ? before.gpus() : gpus,
                    to == null ? before.to() : to,
                    feePerMonth == null ? before.feePerMonth() : feePerMonth,
                    noticeDays == null ? before.noticeDays() : noticeDays);
        }
    }

    @Override
    public String name() {
        return "amend-lease";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Changes the terms of a lease from some time on.", LeaseAmended.class)
                .structural("not-positive", "a lease has a size above 0, and ends after it begins and is amended")
                .structural("wrong-state", "the lease has neither ended nor been terminated by then")
                .structuralAcross(
                        "capacity-exceeded",
                        "from then on, leases and workloads stay within the facility's limits at every instant")
                .plausible("notice-too-short", "notice was given as many days before as the lease asks for")
                .example("""
                        {"lease": "lease-1", "powerMw": 250, "on": "2027-01-01", "noticeOn": "2026-09-30",
                         "feePerMonth": {"amount": "1040000000.00", "currency": "USD"}}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof LeaseAmended e
                ? List.of(new Body(
                        e.lease(),
                        e.terms().powerMw(),
                        e.terms().gpus(),
                        e.terms().to(),
                        e.terms().feePerMonth(),
                        e.terms().noticeDays(),
                        fact.validAt(),
                        e.noticeOn()))
                : List.of();
    }

    @Override
    public Boundary boundary(Body body, FacilityState state) {
        return state.roomOf(body.lease());
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
        ValidTime on = intake.validAt();
        Lease lease = state.lease(body.lease());
        LeaseTerms before = lease.terms().before(on);
        Timeline.Step<LeaseTerms> change = new Timeline.Step<>(body.over(before), on, Long.MAX_VALUE);
        return Findings.on(intake)
                .structural("not-positive", notPositive(body), "powerMw and gpus are above 0")
                .structural("not-positive", endsBefore(body, lease, on), "a lease ends after it begins and is amended")
                .structural("wrong-state", lease.over(Moment.at(on)), "lease '" + body.lease() + "' is over by then")
                .structural(
                        "capacity-exceeded",
                        body.takesRoom()
                                ? state.capacity(lease.facility()).exceededBy(lease.amended(change), change)
                                : Truth.NO,
                        "facility '" + lease.facility() + "' has no room for these terms at every instant")
                .plausible(
                        "notice-too-short",
                        Notice.tooShort(intake, body.noticeOn(), before.noticeDays()),
                        "notice came too late, or nobody says how long before it was due")
                .accept(() -> new LeaseAmended(
                        lease.lease(),
                        lease.facility(),
                        lease.lessor(),
                        lease.tenant(),
                        change.value(),
                        body.noticeOn()));
    }

    private static boolean notPositive(Body body) {
        return (body.powerMw() != null && body.powerMw().signum() <= 0) || (body.gpus() != null && body.gpus() <= 0);
    }

    private static boolean endsBefore(Body body, Lease lease, @Nullable ValidTime on) {
        ValidTime to = body.to();
        return to != null && Stream.of(lease.from(), on).anyMatch(time -> ValidTime.before(to, time) == Truth.YES);
    }
}
