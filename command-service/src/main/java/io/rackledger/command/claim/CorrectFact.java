package io.rackledger.command.claim;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Redecision;
import io.rackledger.command.decision.Rewording;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.EntityId;
import io.rackledger.events.Event;
import io.rackledger.events.FactCorrected;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A fact was recorded wrongly: some of its fields, or when it happened, read otherwise from now on. */
final class CorrectFact implements Decider<CorrectFact.Body, Challenged> {
    /** The name of the time at which the fact happened, among the changes. */
    private static final String VALID_AT = "validAt";

    record Body(
            String event,
            Map<String, Object> changes,
            String reason,
            @Nullable ValidTime on) implements Command {
        Body {
            Form.text(event, "event");
            Form.text(reason, "reason");
            Form.required(changes, "changes");
            Form.check(!changes.isEmpty(), "changes: at least one field");
            Form.check(
                    changes.get(VALID_AT) == null || changes.get(VALID_AT) instanceof String,
                    "changes.validAt: a time, or null");
            changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
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
    }

    private final Redecision redecision;
    private final Rewording rewording;

    CorrectFact(Redecision redecision, Rewording rewording) {
        this.redecision = redecision;
        this.rewording = rewording;
    }

    @Override
    public String name() {
        return "correct-fact";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of(
                        "Corrects fields of a recorded event, or when it happened, where all that was recorded later still stands.",
                        FactCorrected.class)
                .structural("unknown-event", "the event is on record")
                .structural("not-a-fact", "the event is what a command recorded, and not what the ledger added to it")
                .structural("wrong-state", "the fact was not retracted")
                .structural("nothing-changed", "the fact reads otherwise than before")
                .structuralAcross(
                        "correction-breaks-history",
                        "the corrected fact, and every later one that rests on it, could have been recorded so")
                .structuralAcross("too-far-reaching", "at most 2,000 facts would have to be decided anew")
                .example("""
                        {"event": "0193f2a4-7c1e-7000-8000-000000000001",
                         "changes": {"validAt": "2024-09-29", "measures": {"racks": 390}},
                         "reason": "the delivery note says 390"}""");
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
        Boundary itself = Challenged.boundary(body.event());
        Recorded target = state.standing(body.event());
        if (target == null) {
            return itself;
        }
        try {
            return itself.or(
                    attempt(target, correction(body, target, state), state).read());
        } catch (IllegalArgumentException e) {
            return itself;
        }
    }

    private FactCorrected correction(Body body, Recorded target, Challenged state) {
        Map<String, Object> fields = new LinkedHashMap<>(body.changes());
        ValidTime validAt = target.validAt();
        if (fields.containsKey(VALID_AT)) {
            Object text = fields.remove(VALID_AT);
            validAt = text == null ? null : ValidTime.parse((String) text);
        }
        Event corrected = rewording.reword(target.event(), fields);
        return new FactCorrected(target.id(), target.position(), corrected, validAt, state.tags(target), body.reason());
    }

    private Redecision.Outcome attempt(Recorded target, FactCorrected correction, Challenged state) {
        Recorded change = new Recorded(
                Long.MAX_VALUE,
                "the correction",
                target.recordedAt(),
                correction.validAt(),
                target.mode(),
                null,
                target.actor(),
                "the correction",
                null,
                correction);
        return redecision.attempt(state.recorded(), target, change, false);
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
        FactCorrected correction;
        try {
            correction = correction(body, target, state);
        } catch (IllegalArgumentException e) {
            return new Decision.Refused("malformed-changes", String.valueOf(e.getMessage()));
        }
        findings.structural(
                "nothing-changed",
                correction.corrected().equals(target.event()) && Objects.equals(correction.validAt(), target.validAt()),
                "it reads so already");
        if (findings.rejected()) {
            return findings.acceptAll(List::of);
        }
        Redecision.Outcome outcome = attempt(target, correction, state);
        if (outcome.tooMany()) {
            return Challenged.tooFar();
        }
        return findings.structural(
                        "correction-breaks-history",
                        !outcome.broken().isEmpty(),
                        outcome.broken().isEmpty()
                                ? ""
                                : Challenged.first(outcome.broken().getFirst()))
                .accept(() -> correction);
    }
}
