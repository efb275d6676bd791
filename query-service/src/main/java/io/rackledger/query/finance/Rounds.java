package io.rackledger.query.finance;

import io.rackledger.events.Event;
import io.rackledger.events.FinancingRoundClosed;
import io.rackledger.events.FinancingRoundOpened;
import io.rackledger.events.FinancingRoundRevised;
import io.rackledger.events.Recorded;
import io.rackledger.events.RoundId;
import io.rackledger.events.RoundTerms;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.Column;
import io.rackledger.query.fold.Column.Type;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Every financing round. Its table has a row for each time that its terms were told, with the span in which that was;
 * every amount has its own currency.
 */
public final class Rounds implements Fold<RoundState> {
    public static final Rounds FOLD = new Rounds();

    private Rounds() {}

    @Override
    public String name() {
        return "financing-rounds";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Class<RoundState> stateType() {
        return RoundState.class;
    }

    @Override
    public Set<Class<? extends Event>> types() {
        return Set.of(FinancingRoundOpened.class, FinancingRoundRevised.class, FinancingRoundClosed.class);
    }

    @Override
    public List<String> entities() {
        return List.of("round");
    }

    @Override
    public Set<Tag> keysOf(Recorded recorded) {
        return switch (recorded.event()) {
            case FinancingRoundOpened e -> Set.of(Tag.of(e.round()));
            case FinancingRoundRevised e -> Set.of(Tag.of(e.round()));
            case FinancingRoundClosed e -> Set.of(Tag.of(e.round()));
            default -> Set.of();
        };
    }

    @Override
    public RoundState initial(Tag key) {
        return new RoundState(new RoundId(key.value()), null, List.of());
    }

    @Override
    public RoundState fold(RoundState state, Recorded recorded) {
        return switch (recorded.event()) {
            case FinancingRoundOpened e -> state.with(e.party(), e.terms(), Step.Rank.FIRST, recorded);
            case FinancingRoundRevised e -> state.with(e.party(), e.terms(), Step.Rank.CHANGE, recorded);
            case FinancingRoundClosed e -> state.with(e.party(), e.terms(), Step.Rank.LAST, recorded);
            default -> state;
        };
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("party", Type.TEXT, "party that raises the money"),
                new Column("told_on", Type.DATE, "first day on which the terms may have been told"),
                new Column("told_until", Type.DATE, "last day on which the terms may have been told"),
                new Column("closes", Type.FLAG, "whether the round was closed on these terms"),
                new Column(
                        "basis",
                        Type.TEXT,
                        "whether the valuation is before or after the money: `PRE`, `POST` or `UNSPECIFIED`"),
                new Column("target", Type.DECIMAL, "money that is sought"),
                new Column("target_currency", Type.TEXT, "currency of the target"),
                new Column("valuation", Type.DECIMAL, "what the party is valued at"),
                new Column("valuation_currency", Type.TEXT, "currency of the valuation"),
                new Column("raised", Type.DECIMAL, "money that came in"),
                new Column("raised_currency", Type.TEXT, "currency of what was raised"),
                new Column("event", Type.TEXT, "event that told the terms"));
    }

    @Override
    public List<List<Object>> rows(RoundState state) {
        return state.terms().stream().map(step -> row(state, step)).toList();
    }

    // The contract's lists hold null where nothing is known, which List<Object> can't say.
    @SuppressWarnings({"NullAway", "unchecked"})
    private static List<Object> row(RoundState state, Step<RoundTerms> step) {
        RoundTerms terms = step.value();
        List<@Nullable Object> row = Arrays.asList(
                state.party() == null ? null : state.party().value(),
                step.at() == null ? null : step.at().firstDay(),
                step.at() == null ? null : step.at().lastDay(),
                step.rank() == Step.Rank.LAST,
                terms.basis().name(),
                terms.target() == null ? null : terms.target().getAmount(),
                currency(terms.target()),
                terms.valuation() == null ? null : terms.valuation().getAmount(),
                currency(terms.valuation()),
                terms.raised() == null ? null : terms.raised().getAmount(),
                currency(terms.raised()),
                step.event());
        return (List<Object>) (List<?>) row;
    }

    private static @Nullable String currency(@Nullable Money money) {
        return money == null ? null : money.getCurrencyUnit().getCode();
    }
}
