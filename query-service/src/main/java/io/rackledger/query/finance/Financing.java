package io.rackledger.query.finance;

import io.rackledger.events.RoundTerms;
import io.rackledger.events.Truth;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.Happened;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.Step;
import io.rackledger.query.fold.View;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Every financing round in one row. Where the date falls within the span in which terms changed, what differs between
 * them is null, and the stake's bounds cover all.
 */
public final class Financing implements View {
    private static final int SCALE = 6;

    @Override
    public String name() {
        return "financing";
    }

    @Override
    public String purpose() {
        return "Every financing round: what is sought, at what valuation, the stake that this buys, and how terms changed.";
    }

    @Override
    public List<Fold<?>> folds() {
        return List.of(Rounds.FOLD);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter("party", List.of(), null, "only rounds of this party"));
    }

    @Override
    public List<String> columns() {
        return List.of(
                "round",
                "party",
                "state",
                "target",
                "valuation",
                "basis",
                "raised",
                "preMoney",
                "postMoney",
                "stakeOf",
                "stake",
                "stakeLow",
                "stakeHigh",
                "revisions",
                "because");
    }

    @Override
    public Answer answer(Folded folded, Question question) {
        String party = question.parameter("party");
        List<Row> rows = folded.of(Rounds.FOLD).values().stream()
                .filter(round -> party == null
                        || (round.party() != null && round.party().value().equals(party)))
                .filter(round -> !heard(round, question.validAsOf()).isEmpty())
                .sorted(Comparator.comparing(round -> round.round().value()))
                .map(round -> row(round, question.validAsOf()))
                .toList();
        long known =
                rows.stream().filter(row -> row.figures().get("stake") != null).count();
        BigDecimal coverage = rows.isEmpty()
                ? null
                : BigDecimal.valueOf(known).divide(BigDecimal.valueOf(rows.size()), SCALE, RoundingMode.HALF_UP);
        return new Answer(Row.of("totals").with("rounds", (long) rows.size()).with("coverage", coverage), rows);
    }

    private static List<Step<RoundTerms>> heard(RoundState round, Instant instant) {
        return round.terms().stream()
                .filter(step -> Happened.by(instant, step.at()) != Truth.NO)
                .toList();
    }

    private static Row row(RoundState round, Instant instant) {
        List<Step<RoundTerms>> heard = heard(round, instant);
        List<RoundTerms> possible =
                Step.possible(heard, instant).stream().map(Step::value).toList();
        Bounds stake = stake(possible);
        return Row.of(round.round().value())
                .with("round", round.round().value())
                .with("party", round.party() == null ? null : round.party().value())
                .with("state", state(heard, instant))
                .with("target", amount(possible, RoundTerms::target))
                .with("valuation", amount(possible, RoundTerms::valuation))
                .with("basis", agreed(possible, terms -> terms.basis().name()))
                .with("raised", amount(possible, RoundTerms::raised))
                .with("preMoney", amount(possible, Stake::pre))
                .with("postMoney", amount(possible, Stake::post))
                .with("stakeOf", agreed(possible, Financing::stakeOf))
                .with("stake", stake == null ? null : stake.exact())
                .with("stakeLow", stake == null ? null : stake.low())
                .with("stakeHigh", stake == null ? null : stake.high())
                .with("revisions", Revision.of(heard))
                .with(
                        "because",
                        Because.of(
                                heard.stream().map(Step::event).toList(),
                                "/api/ledger/events?tag=round:" + round.round()));
    }

    /** Null where it may be open or closed. */
    private static @Nullable String state(List<Step<RoundTerms>> heard, Instant instant) {
        Truth closed = heard.stream()
                .filter(step -> step.rank() == Step.Rank.LAST)
                .map(step -> Happened.by(instant, step.at()))
                .reduce(Truth.NO, Truth::or);
        return switch (closed) {
            case YES -> "CLOSED";
            case POSSIBLE -> null;
            case NO -> "OPEN";
        };
    }

    private static @Nullable String stakeOf(RoundTerms terms) {
        return terms.raised() != null ? "RAISED" : terms.target() != null ? "TARGET" : null;
    }

    /** From the least to the most of what may hold; null where one of them tells nothing. */
    private static @Nullable Bounds stake(List<RoundTerms> possible) {
        Bounds all = null;
        for (RoundTerms terms : possible) {
            Bounds one = Stake.of(terms);
            if (one == null || one.high() == null) {
                return null;
            }
            all = all == null || all.high() == null
                    ? one
                    : new Bounds(all.low().min(one.low()), all.high().max(one.high()));
        }
        return all;
    }

    private static @Nullable Amount amount(List<RoundTerms> possible, Function<RoundTerms, @Nullable Money> part) {
        return agreed(possible, terms -> Amount.of(part.apply(terms)));
    }

    private static <T> @Nullable T agreed(List<RoundTerms> possible, Function<RoundTerms, @Nullable T> part) {
        T first = part.apply(possible.getFirst());
        return possible.stream().allMatch(terms -> Objects.equals(part.apply(terms), first)) ? first : null;
    }
}
