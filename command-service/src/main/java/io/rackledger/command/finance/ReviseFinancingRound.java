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
import io.rackledger.events.FinancingRoundRevised;
import io.rackledger.events.Recorded;
import io.rackledger.events.RoundId;
import io.rackledger.events.RoundTerms;
import io.rackledger.events.ValidTime;
import io.rackledger.events.ValuationBasis;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A financing round has other terms; those that are left out stay as they were known. */
final class ReviseFinancingRound implements Decider<ReviseFinancingRound.Body, RoundState> {
    record Body(
            RoundId round,
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
            Form.check(
                    !new Terms(target, valuation, basis, raised, preMoney, postMoney).empty(),
                    "target: at least one of target, valuation, basis, raised, preMoney and postMoney");
        }

        @Override
        public @Nullable ValidTime validAt() {
            return on;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(round);
        }

        private Terms terms() {
            return new Terms(target, valuation, basis, raised, preMoney, postMoney);
        }
    }

    @Override
    public String name() {
        return "revise-financing-round";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public List<Body> retell(Recorded fact) {
        return fact.event() instanceof FinancingRoundRevised e ? List.of(told(e, fact.validAt())) : List.of();
    }

    private static Body told(FinancingRoundRevised e, @Nullable ValidTime at) {
        Terms terms = Terms.of(e.terms());
        return new Body(
                e.round(),
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
        return Terms.rules(RoundState.rules(Sheet.of(
                        "Changes terms of a financing round; those that are left out stay.",
                        FinancingRoundRevised.class)))
                .example("""
                        {"round": "xai-b", "target": {"amount": "6000000000.00", "currency": "USD"}, "on": "2024-05"}""");
    }

    @Override
    public Boundary boundary(Body body, RoundState round) {
        return RoundState.boundary(body.round());
    }

    @Override
    public RoundState initial() {
        return RoundState.UNKNOWN;
    }

    @Override
    public RoundState evolve(RoundState round, Recorded recorded) {
        return round.after(recorded);
    }

    @Override
    public Decision decide(Intake<Body> intake, RoundState round) {
        Body body = intake.body();
        RoundTerms terms = body.terms().over(round);
        Findings findings = round.check(Findings.on(intake), intake.validAt());
        return Terms.check(findings, terms).accept(() -> new FinancingRoundRevised(body.round(), round.owner(), terms));
    }
}
