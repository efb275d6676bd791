package io.rackledger.command.claim;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.EncryptedText;
import io.rackledger.events.EntityId;
import io.rackledger.events.Quantity;
import io.rackledger.events.QuantityRange;
import io.rackledger.events.Recorded;
import io.rackledger.events.Subject;
import io.rackledger.events.ValidTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A source says something of an entity for which there is no other command. */
final class RecordClaim implements Decider<RecordClaim.Body, RecordClaim.State> {
    private static final int LONGEST_ATTRIBUTE = 60;
    private static final int LONGEST_TEXT = 500;

    record Body(
            Subject subject,
            String attribute,
            @Nullable Quantity value,
            @Nullable QuantityRange range,
            @Nullable String text,
            @Nullable ValidTime on)
            implements Command {
        Body {
            Form.required(subject, "subject");
            checkAttribute(attribute);
            Form.check(value != null || range != null || text != null, "value: at least one of value, range and text");
            Form.check(value == null || !value.unit().isBlank(), "value.unit: must not be blank");
            Form.check(range == null || !range.unit().isBlank(), "range.unit: must not be blank");
            Form.check(text == null || !text.isBlank(), "text: must not be blank");
            Form.check(
                    text == null || EncryptedText.isWithin(LONGEST_TEXT, text),
                    "text: at most " + LONGEST_TEXT + " characters");
        }

        @Override
        public @Nullable ValidTime validAt() {
            return on;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(subject.entity());
        }
    }

    /** Checks the name of an attribute, which is free but short. */
    static void checkAttribute(String attribute) {
        Form.text(attribute, "attribute");
        Form.check(attribute.length() <= LONGEST_ATTRIBUTE, "attribute: at most " + LONGEST_ATTRIBUTE + " characters");
    }

    /** Nothing but the existence of the subject is asked. */
    record State() {}

    @Override
    public String name() {
        return "record-claim";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof ClaimRecorded e
                ? List.of(new Body(e.subject(), e.attribute(), e.value(), e.range(), e.text(), fact.validAt()))
                : List.of();
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Records what a source says of an entity and no other command holds.", ClaimRecorded.class)
                .example("""
                        {"subject": {"kind": "facility", "id": "colossus-1"}, "attribute": "gpus-installed",
                         "range": {"low": 100000, "unit": "GPU"}, "on": "2024-12"}""");
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
                .accept(() ->
                        new ClaimRecorded(body.subject(), body.attribute(), body.value(), body.range(), body.text()));
    }
}
