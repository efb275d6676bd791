package io.rackledger.command.listing;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.EntityId;
import io.rackledger.events.PartyId;
import io.rackledger.events.PriceBasis;
import io.rackledger.events.Recorded;
import io.rackledger.events.RiskSignalRecorded;
import io.rackledger.events.Signal;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A signal was seen that may announce a delisting. */
final class RecordRiskSignal implements Decider<RecordRiskSignal.Body, RecordRiskSignal.State> {
    private static final BigDecimal WHOLE_PRICE = BigDecimal.valueOf(-100);

    record Body(
            PartyId party,
            Signal signal,
            @Nullable BigDecimal percent,
            @Nullable PriceBasis basis,
            @Nullable String authority,
            @Nullable ValidTime on)
            implements Command {
        Body {
            if (signal == Signal.PRICE_SHOCK && percent == null) {
                throw new IllegalArgumentException("percent is missing: PRICE_SHOCK states how far the price moved");
            }
            if (signal == Signal.PRICE_SHOCK && basis == null) {
                throw new IllegalArgumentException("basis is missing: PRICE_SHOCK states INTRADAY or CLOSE");
            }
        }

        @Override
        public @Nullable ValidTime validAt() {
            return on;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(party);
        }
    }

    /** Nothing beside what the contract checks. */
    record State() {}

    @Override
    public String name() {
        return "record-risk-signal";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Records a signal that may announce a delisting.", RiskSignalRecorded.class)
                .structural("below-minus-100", "a price falls by 100 % at most")
                .example("""
                        {"party": "supermicro", "signal": "PRICE_SHOCK", "percent": -32.68, "basis": "CLOSE", "on": "2024-10-30"}""");
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof RiskSignalRecorded e
                ? List.of(new Body(e.party(), e.signal(), e.percent(), e.basis(), e.authority(), fact.validAt()))
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
        BigDecimal percent = body.percent();
        return Findings.on(intake)
                .structural(
                        "below-minus-100",
                        percent != null && percent.compareTo(WHOLE_PRICE) < 0,
                        "a price falls by 100 % at most")
                .accept(() ->
                        new RiskSignalRecorded(body.party(), body.signal(), percent, body.basis(), body.authority()));
    }
}
