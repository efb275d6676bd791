package io.rackledger.command.claim;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Redecision;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.EntityId;
import io.rackledger.events.Event;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A fact counts no more, alone or with all that rests on it. It stays in the ledger. */
final class RetractFact implements Decider<RetractFact.Body, Challenged> {
    record Body(
            String event,
            String reason,
            @Nullable Boolean cascade,
            @Nullable ValidTime on) implements Command {
        Body {
            Form.text(event, "event");
            Form.text(reason, "reason");
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
        public Set<Tag> about() {
            return Set.of(Tag.event(event));
        }

        private boolean cascades() {
            return Boolean.TRUE.equals(cascade);
        }
    }

    private final Redecision redecision;

    RetractFact(Redecision redecision) {
        this.redecision = redecision;
    }

    @Override
    public String name() {
        return "retract-fact";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Takes back a fact, alone or with all that rests on it.", FactRetracted.class)
                .structural("unknown-event", "the event is on record")
                .structural("not-a-fact", "the event is what a command recorded, and not what the ledger added to it")
                .structural("wrong-state", "the fact was not retracted before")
                .structuralAcross("has-dependants", "no standing fact rests on it, unless cascade takes them back, too")
                .structuralAcross("too-far-reaching", "at most 2,000 facts would have to be decided anew")
                .example("""
                        {"event": "0193f2a4-7c1e-7000-8000-000000000001", "reason": "the source withdrew it"}""");
    }

    @Override
    public boolean seesChanges() {
        return true;
    }

    @Override
    public int mostRounds() {
        return Redecision.MOST_ROUNDS;
    }

    @Override
    public Boundary boundary(Body body, Challenged state) {
        Recorded target = state.standing(body.event());
        return target == null
                ? Challenged.boundary(body.event())
                : Challenged.boundary(body.event())
                        .or(attempt(body, target, state).read());
    }

    private Redecision.Outcome attempt(Body body, Recorded target, Challenged state) {
        Recorded retraction = new Recorded(
                Long.MAX_VALUE,
                "the retraction",
                target.recordedAt(),
                body.on(),
                target.mode(),
                null,
                target.actor(),
                "the retraction",
                null,
                state.retraction(target, body.reason()));
        return redecision.attempt(state.recorded(), target, retraction, body.cascades());
    }

    @Override
    public Challenged initial() {
        return Challenged.NOTHING;
    }

    @Override
    public Challenged evolve(Challenged state, Recorded recorded) {
        return state.evolve(recorded);
    }

    @Override
    public Decision decide(Intake<Body> intake, Challenged state) {
        Body body = intake.body();
        Findings findings = state.check(Findings.on(intake), redecision, body.event());
        if (findings.rejected()) {
            return findings.acceptAll(List::of);
        }
        Recorded target = Objects.requireNonNull(state.standing(body.event()));
        Redecision.Outcome outcome = attempt(body, target, state);
        if (outcome.tooMany()) {
            return Challenged.tooFar();
        }
        if (!outcome.broken().isEmpty() && !body.cascades()) {
            return new Decision.Refused(
                    "has-dependants", Challenged.first(outcome.broken().getFirst()));
        }
        List<Event> events = new ArrayList<>();
        events.add(state.retraction(target, body.reason()));
        outcome.broken().forEach(broken -> events.add(state.retraction(broken.fact(), body.reason())));
        return findings.acceptAll(() -> events);
    }
}
