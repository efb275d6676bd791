package io.rackledger.command.finance;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.EntityId;
import io.rackledger.events.FinancingRoundOpened;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.RoundId;
import io.rackledger.events.RoundTerms;
import io.rackledger.events.ValidTime;
import io.rackledger.events.ValuationBasis;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A party seeks money. */
final class OpenFinancingRound implements Decider<OpenFinancingRound.Body, OpenFinancingRound.State> {
    record Body(
            RoundId round,
            PartyId party,
            @Nullable Money target,
            @Nullable Money valuation,
            @Nullable ValuationBasis basis,
            @Nullable Money raised,
            @Nullable Money preMoney,
            @Nullable Money postMoney,
            @Nullable ValidTime on)
            implements Command {
        Body {
            Form.required(round, "round");
            Form.required(party, "party");
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
            return round;
        }

        private Terms terms() {
            return new Terms(target, valuation, basis, raised, preMoney, postMoney);
        }
    }

    /** Nothing but the existence of the party and the round is asked. */
    record State() {}

    @Override
    public String name() {
        return "open-financing-round";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof FinancingRoundOpened e ? List.of(told(e, fact.validAt())) : List.of();
    }

    private static Body told(FinancingRoundOpened e, @Nullable ValidTime at) {
        Terms terms = Terms.of(e.terms());
        return new Body(
                e.round(),
                e.party(),
                terms.target(),
                terms.valuation(),
                terms.basis(),
                terms.raised(),
                terms.preMoney(),
                terms.postMoney(),
                at);
    }

    @Override
    public Sheet sheet() {
        return Terms.rules(Sheet.of("Says that a party seeks money, and on which terms.", FinancingRoundOpened.class))
                .example("""
                        {"round": "xai-b", "party": "xai", "target": {"amount": "4000000000.00", "currency": "USD"},
                         "valuation": {"amount": "15000000000.00", "currency": "USD"}, "basis": "UNSPECIFIED",
                         "on": "2024"}""");
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
        RoundTerms terms = body.terms().over(RoundState.UNKNOWN);
        return Terms.check(Findings.on(intake), terms)
                .accept(() -> new FinancingRoundOpened(body.round(), body.party(), terms));
    }
}
