package io.rackledger.command.finance;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.DisclosureRecorded;
import io.rackledger.events.EntityId;
import io.rackledger.events.FiscalPeriod;
import io.rackledger.events.Metric;
import io.rackledger.events.MoneyRange;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A party tells a figure of its accounts, or an outlook on it. An actual figure stands until it is corrected. */
final class RecordDisclosure implements Decider<RecordDisclosure.Body, RecordDisclosure.State> {
    record Body(
            PartyId party,
            Metric metric,
            FiscalPeriod fiscalPeriod,
            @Nullable Money actual,
            @Nullable Range range,
            @Nullable BigDecimal growth,
            @Nullable ValidTime on)
            implements Command {
        Body {
            Form.required(party, "party");
            Form.required(metric, "metric");
            Form.required(fiscalPeriod, "fiscalPeriod");
            Form.check(
                    actual != null || range != null || growth != null,
                    "actual: at least one of actual, range and growth");
        }

        @Override
        public @Nullable ValidTime validAt() {
            return on;
        }

        @Override
        public List<EntityId> requires() {
            return List.of(party);
        }

        private @Nullable Money low() {
            return range == null ? null : range.low();
        }

        private @Nullable Money high() {
            return range == null ? null : range.high();
        }
    }

    /** Bounds as they are sent, in the wrong order perhaps; one end may be open. */
    record Range(@Nullable Money low, @Nullable Money high) {
        Range {
            Form.check(low != null || high != null, "low: at least one of low and high");
        }
    }

    private record Figure(Metric metric, FiscalPeriod period) {}

    /** The figures that the party has told as they are. */
    record State(Set<Figure> actual) {
        State {
            actual = Set.copyOf(actual);
        }
    }

    @Override
    public String name() {
        return "record-disclosure";
    }

    @Override
    public Class<Body> bodyType() {
        return Body.class;
    }

    @Override
    public List<Body> retell(Recorded fact) {
        if (!(fact.event() instanceof DisclosureRecorded e)) {
            return List.of();
        }
        MoneyRange told = e.range();
        Range range = told == null ? null : new Range(told.low(), told.high());
        return List.of(
                new Body(e.party(), e.metric(), e.fiscalPeriod(), e.actual(), range, e.growth(), fact.validAt()));
    }

    @Override
    public Sheet sheet() {
        return Sheet.of("Records a figure of a party's accounts, or an outlook on it.", DisclosureRecorded.class)
                .structural("currency-mixed", "all amounts are in one currency")
                .structural("range-inverted", "the low end is not above the high end")
                .structuralAcross("actual-exists", "no other actual figure stands of that metric and period")
                .example("""
                        {"party": "dell", "metric": "BACKLOG", "fiscalPeriod": "FY2025-Q3", "on": "2024-11-26",
                         "actual": {"amount": "4500000000.00", "currency": "USD"}}""");
    }

    @Override
    public Boundary boundary(Body body, State state) {
        return Boundary.of(Tag.of(body.party()), DisclosureRecorded.class);
    }

    @Override
    public State initial() {
        return new State(Set.of());
    }

    @Override
    public State evolve(State state, Recorded recorded) {
        if (recorded.event() instanceof DisclosureRecorded e && e.actual() != null) {
            Set<Figure> actual = new HashSet<>(state.actual());
            actual.add(new Figure(e.metric(), e.fiscalPeriod()));
            return new State(actual);
        }
        return state;
    }

    @Override
    public Decision decide(Intake<Body> intake, State state) {
        Body body = intake.body();
        boolean mixed = Amounts.of(body.actual(), body.low(), body.high()).mixed();
        return Findings.on(intake)
                .structural("currency-mixed", mixed, "the amounts are in several currencies")
                .structural("range-inverted", !mixed && inverted(body), "the low end is above the high end")
                .structural(
                        "actual-exists",
                        body.actual() != null
                                && state.actual().contains(new Figure(body.metric(), body.fiscalPeriod())),
                        body.metric() + " of " + body.fiscalPeriod() + " is on record; it can be corrected")
                .accept(() -> new DisclosureRecorded(
                        body.party(),
                        body.metric(),
                        body.fiscalPeriod(),
                        body.actual(),
                        body.range() == null
                                ? null
                                : new MoneyRange(
                                        body.range().low(), body.range().high()),
                        body.growth()));
    }

    private static boolean inverted(Body body) {
        Money low = body.low();
        Money high = body.high();
        return low != null && high != null && low.isGreaterThan(high);
    }
}
