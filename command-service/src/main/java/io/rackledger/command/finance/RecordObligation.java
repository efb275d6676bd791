package io.rackledger.command.finance;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.EntityId;
import io.rackledger.events.ObligationId;
import io.rackledger.events.ObligationRecorded;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.Trigger;
import io.rackledger.events.ValidTime;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A party owes, and certain events would make it owe sooner. */
final class RecordObligation implements Decider<RecordObligation.Body, RecordObligation.State> {
    record Body(
            PartyId party,
            ObligationId obligation,
            String instrument,
            Money principal,
            @Nullable ValidTime maturity,
            @Nullable ValidTime on,
            List<Trigger> triggers)
            implements Command {
        Body {
            if (instrument.isBlank()) {
                throw new IllegalArgumentException("instrument must not be blank");
            }
            triggers = List.copyOf(triggers);
        }

        @Override
        public @Nullable ValidTime validAt() {
            return on;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(party);
        }

        @Override
        public EntityId creates() {
            return obligation;
        }
    }

    /** Nothing beside what the contract checks. */
    record State() {}

    @Override
    public String name() {
        return "record-obligation";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Records what a party owes, and what would make it due sooner.", ObligationRecorded.class)
                .structural("not-positive", "a principal is above zero")
                .example("""
                        {"party": "supermicro", "obligation": "conv-2029", "instrument": "convertible notes", "on": "2024-02",
                         "principal": {"amount": "1725000000.00", "currency": "USD"},
                         "triggers": [{"event": "DELISTING", "effect": "HOLDER_PUT"}]}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof ObligationRecorded e
                ? List.of(new Body(
                        e.party(),
                        e.obligation(),
                        e.instrument(),
                        e.principal(),
                        e.maturity(),
                        fact.validAt(),
                        e.triggers()))
                : List.of();
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
                .structural("not-positive", !body.principal().isPositive(), "a principal is more than 0")
                .accept(() -> new ObligationRecorded(
                        body.obligation(),
                        body.party(),
                        body.instrument(),
                        body.principal(),
                        body.maturity(),
                        body.triggers()));
    }
}
