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
import io.rackledger.events.EntityId;
import io.rackledger.events.LeaseId;
import io.rackledger.events.LeaseTerminated;
import io.rackledger.events.Recorded;
import io.rackledger.events.ValidTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A lease ends before its time. One that is to end already may end sooner. */
final class TerminateLease implements Decider<TerminateLease.Body, FacilityState> {
    record Body(
            LeaseId lease, @Nullable ValidTime on, @Nullable ValidTime noticeOn) implements Command {
        Body {
            Form.required(lease, "lease");
        }

        @Override
        public @Nullable ValidTime validAt() {
            return on;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(lease);
        }
    }

    @Override
    public String name() {
        return "terminate-lease";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Ends a lease before its time.", LeaseTerminated.class)
                .structural("before-lease", "a lease ends after it begins")
                .structural("wrong-state", "the lease has neither ended nor been terminated by then")
                .plausible("notice-too-short", "notice was given as many days before as the lease asks for")
                .example("""
                        {"lease": "lease-1", "on": "2027-06-30", "noticeOn": "2027-03-31"}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof LeaseTerminated e
                ? List.of(new Body(e.lease(), fact.validAt(), e.noticeOn()))
                : List.of();
    }

    /** What it frees is in nobody's way, so that nothing else of the facility is read. */
    @Override
    public Boundary boundary(Body body, FacilityState state) {
        return FacilityState.history(body.lease());
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
        return Findings.on(intake)
                .structural(
                        "before-lease",
                        ValidTime.before(on, lease.from()),
                        "lease '" + body.lease() + "' begins after that")
                .structural("wrong-state", lease.over(Moment.at(on)), "lease '" + body.lease() + "' is over by then")
                .plausible(
                        "notice-too-short",
                        Notice.tooShort(
                                intake,
                                body.noticeOn(),
                                lease.terms().before(on).noticeDays()),
                        "notice came too late, or nobody says how long before it was due")
                .accept(() -> new LeaseTerminated(
                        lease.lease(), lease.facility(), lease.lessor(), lease.tenant(), body.noticeOn()));
    }
}
