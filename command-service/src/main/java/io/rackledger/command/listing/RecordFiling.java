package io.rackledger.command.listing;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.EntityId;
import io.rackledger.events.FilingRecorded;
import io.rackledger.events.ListingId;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.ValidTime;
import io.rackledger.listing.FiledForm;
import io.rackledger.listing.Form;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A form was filed for a listing. */
final class RecordFiling implements Decider<RecordFiling.Body, RecordFiling.State> {
    record Body(
            ListingId listing,
            String form,
            @Nullable LocalDate periodEnd,
            @Nullable ValidTime filedOn) implements Command {
        Body {
            if (periodEnd == null
                    && FiledForm.find(form)
                            .map(FiledForm::form)
                            .filter(Body::hasPeriod)
                            .isPresent()) {
                throw new IllegalArgumentException("periodEnd is missing: form " + form + " is about a period");
            }
        }

        private static boolean hasPeriod(Form form) {
            return form.isPeriodic() || form.notifiedForm().isPresent();
        }

        @Override
        public @Nullable ValidTime validAt() {
            return filedOn;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(listing);
        }
    }

    /** Whose listing it is; null before it is listed. */
    record State(@Nullable PartyId party) {}

    @Override
    public String name() {
        return "record-filing";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Records that a form was filed for a listing.", FilingRecorded.class)
                .structural("unknown-form", "the form is 10-K, 10-Q, NT 10-K, NT 10-Q, 8-K, or 8-K with an item")
                .example("""
                        {"listing": "smci-xnas", "form": "NT 10-K", "periodEnd": "2024-06-30", "filedOn": "2024-08-30"}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof FilingRecorded e
                ? List.of(new Body(e.listing(), e.form(), e.periodEnd(), fact.validAt()))
                : List.of();
    }

    @Override
    public Boundary boundary(Body body, State state) {
        return Boundary.NONE;
    }

    @Override
    public State initial() {
        return new State(null);
    }

    @Override
    public State evolve(State state, Recorded recorded) {
        return recorded.event() instanceof SecurityListed listed ? new State(listed.party()) : state;
    }

    @Override
    public Decision decide(Intake<Body> intake, State state) {
        Body body = intake.body();
        PartyId party = state.party();
        if (party == null) {
            throw new IllegalStateException("the listing was not required to be on record");
        }
        return Findings.on(intake)
                .structural(
                        "unknown-form",
                        FiledForm.find(body.form()).isEmpty(),
                        "'" + body.form() + "' is none of 10-K, 10-Q, NT 10-K, NT 10-Q, 8-K and 8-K with an item")
                .accept(() -> new FilingRecorded(body.listing(), party, body.form(), body.periodEnd()));
    }
}
