package io.rackledger.query.delistingrisk;

import io.rackledger.events.Trigger;
import io.rackledger.events.ValidTime;
import io.rackledger.listing.Deadline;
import io.rackledger.query.delistingrisk.StandingState.Owed;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.OrderAsOf;
import io.rackledger.query.fold.Orders;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.View;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How near each listed party is to being delisted, with every line of that beside its event, and what hangs on it.
 * Days are those of New York. No recorded fact tells Altman's Z″, so no line does.
 */
public final class DelistingRisk implements View {
    /** What a delisting would set off, or has. */
    record Obligation(String obligation, String instrument, Amount principal, String effect, boolean triggered) {}

    @Override
    public String name() {
        return "delisting-risk";
    }

    @Override
    public String purpose() {
        return "An index of 0 to 100 of how near a party is to losing its listing, and what hangs on it.";
    }

    @Override
    public List<Fold<?>> folds() {
        return List.of(Standing.FOLD, Orders.FOLD);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter("party", List.of(), null, "only this party"));
    }

    @Override
    public List<String> columns() {
        return List.of(
                "party",
                "index",
                "sum",
                "band",
                "state",
                "lines",
                "nextDeadline",
                "nextDeadlineKind",
                "nextDeadlineBasis",
                "daysToDeadline",
                "exposure",
                "exposureUnknownLots",
                "weightedExposure",
                "obligations",
                "model",
                "ruleSet",
                "because");
    }

    @Override
    public Answer answer(Folded folded, Question question) {
        LocalDate day = question.day(Dated.ZONE);
        List<OrderAsOf> orders = OrderAsOf.all(folded, question).toList();
        String wanted = question.parameter("party");
        List<Row> rows = folded.of(Standing.FOLD).values().stream()
                .filter(standing ->
                        wanted == null || wanted.equals(standing.party().value()))
                .filter(standing -> !standing.listings().isEmpty()
                        || !standing.cases().isEmpty()
                        || !standing.signals().isEmpty())
                .map(standing -> new Assessed(standing, Assessment.of(standing, day)))
                .sorted(Comparator.comparing(Assessed::rank)
                        .thenComparing(assessed -> assessed.standing().party().value()))
                .map(assessed -> row(assessed, orders, day))
                .toList();
        return new Answer(Row.of("totals").with("model", Assessment.MODEL).with("parties", (long) rows.size()), rows);
    }

    private record Assessed(StandingState standing, Assessment assessment) {
        /** The highest index first, those without one last. */
        int rank() {
            Integer index = assessment.index();
            return index == null ? 1 : -index;
        }
    }

    private static Row row(Assessed assessed, Collection<OrderAsOf> orders, LocalDate day) {
        StandingState standing = assessed.standing();
        Assessment assessment = assessed.assessment();
        Exposure exposure = Exposure.of(standing.party(), orders);
        Deadline next = assessment.next();
        return Row.of(standing.party().value())
                .with("party", standing.party().value())
                .with("index", assessment.index())
                .with("sum", assessment.state() == null ? null : assessment.sum())
                .with("band", assessment.band())
                .with(
                        "state",
                        assessment.state() == null ? null : assessment.state().name())
                .with("lines", assessment.lines())
                .with("nextDeadline", next == null ? null : next.date())
                .with("nextDeadlineKind", next == null ? null : next.kind().name())
                .with("nextDeadlineBasis", next == null ? null : next.basis())
                .with("daysToDeadline", next == null ? null : next.daysFrom(day))
                .with("exposure", exposure.amounts())
                .with("exposureUnknownLots", exposure.unknownLots())
                .with("weightedExposure", exposure.weighted(assessment.index()))
                .with("obligations", obligations(standing, day))
                .with("model", Assessment.MODEL)
                .with("ruleSet", assessment.ruleSet())
                .with("because", because(standing, assessment, exposure));
    }

    private static List<Obligation> obligations(StandingState standing, LocalDate day) {
        return standing.obligations().stream()
                .filter(owed -> !hasMatured(owed.maturity(), day))
                .flatMap(owed -> owed.triggers().stream()
                        .filter(trigger -> trigger.event() == Trigger.Cause.DELISTING)
                        .map(trigger -> obligation(owed, trigger, standing)))
                .toList();
    }

    private static boolean hasMatured(@Nullable ValidTime maturity, LocalDate day) {
        return maturity != null && maturity.lastDay().isBefore(day);
    }

    private static Obligation obligation(Owed owed, Trigger trigger, StandingState standing) {
        return new Obligation(
                owed.obligation().value(),
                owed.instrument(),
                new Amount(
                        owed.principal().getAmount().toPlainString(),
                        owed.principal().getCurrencyUnit().getCode()),
                trigger.effect().name(),
                standing.triggered().contains(owed.obligation()));
    }

    private static Because because(StandingState standing, Assessment assessment, Exposure exposure) {
        List<String> events = Stream.of(
                        assessment.lines().stream().flatMap(line -> line.because().stream()),
                        standing.obligations().stream().map(Owed::event),
                        exposure.events().stream())
                .flatMap(ids -> ids)
                .toList();
        return Because.of(events, "/api/ledger/events?tag=party:" + standing.party());
    }
}
