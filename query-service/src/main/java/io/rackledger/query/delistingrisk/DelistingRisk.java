package io.rackledger.query.delistingrisk;

import io.rackledger.events.PartyId;
import io.rackledger.events.Tag;
import io.rackledger.events.Trigger;
import io.rackledger.events.ValidTime;
import io.rackledger.listing.Deadline;
import io.rackledger.query.delistingrisk.StandingState.Owed;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.DisclosureState;
import io.rackledger.query.fold.Disclosures;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.OrderAsOf;
import io.rackledger.query.fold.Orders;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.View;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How near each listed party is to being delisted, with every line of that beside its event, and what hangs on it.
 * Days are those of New York.
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
        return List.of(Standing.FOLD, Orders.FOLD, Disclosures.FOLD);
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
                "exposureLow",
                "exposureHigh",
                "exposureUnknownLots",
                "weightedExposure",
                "obligations",
                "cashCover",
                "altman",
                "model",
                "ruleSet",
                "because");
    }

    @Override
    public Answer answer(Folded folded, Question question) {
        Map<PartyId, List<OrderAsOf>> orders = byVendor(OrderAsOf.allHeld(folded, question));
        Map<Tag, DisclosureState> disclosures = folded.of(Disclosures.FOLD);
        String wanted = question.parameter("party");
        List<Row> rows = folded.of(Standing.FOLD).values().stream()
                .filter(standing ->
                        wanted == null || wanted.equals(standing.party().value()))
                .filter(standing -> !standing.listings().isEmpty()
                        || !standing.cases().isEmpty()
                        || !standing.signals().isEmpty())
                .map(standing -> Assessed.of(standing, disclosures.get(Tag.of(standing.party())), question))
                .sorted(Comparator.comparing(Assessed::rank)
                        .thenComparing(assessed -> assessed.standing().party().value()))
                .toList()
                .parallelStream()
                .map(assessed ->
                        row(assessed, orders.getOrDefault(assessed.standing().party(), List.of()), question))
                .toList();
        return new Answer(Row.of("totals").with("model", Assessment.MODEL).with("parties", (long) rows.size()), rows);
    }

    /** The orders of which each vendor has a lot. */
    private static Map<PartyId, List<OrderAsOf>> byVendor(Stream<OrderAsOf> orders) {
        Map<PartyId, List<OrderAsOf>> byVendor = new HashMap<>();
        orders.forEach(order -> order.forEachHolder(vendor ->
                byVendor.computeIfAbsent(vendor, any -> new ArrayList<>()).add(order)));
        return byVendor;
    }

    private record Assessed(
            StandingState standing,
            @Nullable DisclosureState disclosures,
            @Nullable Altman altman,
            Assessment assessment) {
        static Assessed of(StandingState standing, @Nullable DisclosureState disclosures, Question question) {
            Altman altman = disclosures == null
                    ? null
                    : Altman.of(disclosures, question.validAsOf()).orElse(null);
            return new Assessed(
                    standing, disclosures, altman, Assessment.of(standing, altman, question.day(Dated.ZONE)));
        }

        /** The highest index first, those without one last. */
        int rank() {
            Integer index = assessment.index();
            return index == null ? 1 : -index;
        }
    }

    private static Row row(Assessed assessed, Collection<OrderAsOf> orders, Question question) {
        LocalDate day = question.day(Dated.ZONE);
        StandingState standing = assessed.standing();
        Assessment assessment = assessed.assessment();
        Exposure exposure = Exposure.of(standing.party(), orders);
        Deadline next = assessment.next();
        List<Obligation> obligations = obligations(standing, day);
        List<CashCover> covers = CashCover.of(obligations, assessed.disclosures(), question.validAsOf());
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
                .with("exposureLow", exposure.low())
                .with("exposureHigh", exposure.high())
                .with("exposureUnknownLots", exposure.unknownLots())
                .with("weightedExposure", exposure.weighted(assessment.index()))
                .with("obligations", obligations)
                .with("cashCover", covers)
                .with("altman", assessed.altman())
                .with("model", Assessment.MODEL)
                .with("ruleSet", assessment.ruleSet())
                .with("because", because(assessed, covers, exposure));
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

    private static Because because(Assessed assessed, List<CashCover> covers, Exposure exposure) {
        StandingState standing = assessed.standing();
        List<String> events = Stream.of(
                        assessed.assessment().lines().stream().flatMap(line -> line.because().stream()),
                        standing.obligations().stream().map(Owed::event),
                        covers.stream().flatMap(cover -> Stream.ofNullable(cover.event())))
                .flatMap(ids -> ids)
                .toList();
        return Because.of(events, "/api/ledger/events?tag=party:" + standing.party())
                .then(exposure.because());
    }
}
