package io.rackledger.query.delistingrisk;

import io.rackledger.events.ComplianceCaseOpened;
import io.rackledger.events.CompliancePlanSubmitted;
import io.rackledger.events.DeficiencyCured;
import io.rackledger.events.DelinquencyAdded;
import io.rackledger.events.DelistingDetermined;
import io.rackledger.events.Event;
import io.rackledger.events.ExceptionGranted;
import io.rackledger.events.FilingRecorded;
import io.rackledger.events.HearingRequested;
import io.rackledger.events.ObligationRecorded;
import io.rackledger.events.ObligationTriggered;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.RiskSignalRecorded;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.Tag;
import io.rackledger.events.TradingSuspended;
import io.rackledger.query.fold.Column;
import io.rackledger.query.fold.Column.Type;
import io.rackledger.query.fold.Fold;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How each party stands with the venues that list it. Its table has a row for each compliance case, and one for each
 * listing that has none.
 */
public final class Standing implements Fold<StandingState> {
    public static final Standing FOLD = new Standing();

    private Standing() {}

    @Override
    public String name() {
        return "standing";
    }

    @Override
    public int version() {
        return 2;
    }

    @Override
    public Class<StandingState> stateType() {
        return StandingState.class;
    }

    @Override
    public Set<Class<? extends Event>> types() {
        return Set.of(
                SecurityListed.class,
                FilingRecorded.class,
                ComplianceCaseOpened.class,
                DelinquencyAdded.class,
                CompliancePlanSubmitted.class,
                ExceptionGranted.class,
                DeficiencyCured.class,
                DelistingDetermined.class,
                HearingRequested.class,
                TradingSuspended.class,
                SecurityDelisted.class,
                RiskSignalRecorded.class,
                ObligationRecorded.class,
                ObligationTriggered.class);
    }

    @Override
    public List<String> entities() {
        return List.of("party");
    }

    @Override
    public Set<Tag> keysOf(Recorded recorded) {
        return partyOf(recorded.event()).map(party -> Set.of(Tag.of(party))).orElse(Set.of());
    }

    private static Optional<PartyId> partyOf(Event event) {
        return switch (event) {
            case SecurityListed e -> Optional.of(e.party());
            case FilingRecorded e -> Optional.of(e.party());
            case ComplianceCaseOpened e -> Optional.of(e.party());
            case DelinquencyAdded e -> Optional.of(e.party());
            case CompliancePlanSubmitted e -> Optional.of(e.party());
            case ExceptionGranted e -> Optional.of(e.party());
            case DeficiencyCured e -> Optional.of(e.party());
            case DelistingDetermined e -> Optional.of(e.party());
            case HearingRequested e -> Optional.of(e.party());
            case TradingSuspended e -> Optional.of(e.party());
            case SecurityDelisted e -> Optional.of(e.party());
            case RiskSignalRecorded e -> Optional.of(e.party());
            case ObligationRecorded e -> Optional.of(e.party());
            case ObligationTriggered e -> Optional.of(e.party());
            default -> Optional.empty();
        };
    }

    @Override
    public StandingState initial(Tag key) {
        return StandingState.of(new PartyId(key.value()));
    }

    @Override
    public StandingState fold(StandingState state, Recorded recorded) {
        return state.after(recorded);
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("listing", Type.TEXT, "listing that the row is of"),
                new Column("ticker", Type.TEXT, "ticker of the security"),
                new Column("mic", Type.TEXT, "market, by its identifier code"),
                new Column("tier", Type.TEXT, "tier of the market"),
                new Column("filings", Type.COUNT, "number of filings on record"),
                new Column("case_id", Type.TEXT, "compliance case; null for a listing without any"),
                new Column("case_rule", Type.TEXT, "listing rule that the case is about"),
                new Column("case_state", Type.TEXT, "how far the case has come"),
                new Column("notice_on", Type.DATE, "day of the first notice"),
                new Column("exception_until", Type.DATE, "day until which an exception is granted"));
    }

    @Override
    public List<List<Object>> rows(StandingState state) {
        List<List<Object>> rows = new ArrayList<>();
        for (ListingState listing : state.listings()) {
            List<CaseFile> cases = state.cases().stream()
                    .filter(each -> each.listing().equals(listing.listing()))
                    .toList();
            cases.forEach(each -> rows.add(row(listing, each)));
            if (cases.isEmpty()) {
                rows.add(row(listing, null));
            }
        }
        return rows;
    }

    // The contract's lists hold null where nothing is known, which List<Object> can't say.
    @SuppressWarnings({"NullAway", "unchecked"})
    private static List<Object> row(ListingState listing, @Nullable CaseFile file) {
        List<@Nullable Object> row = Arrays.asList(
                listing.listing().value(),
                listing.terms() == null ? null : listing.terms().ticker(),
                listing.terms() == null ? null : listing.terms().mic(),
                listing.terms() == null ? null : listing.terms().tier(),
                (long) listing.filings().size(),
                file == null ? null : file.caseId().value(),
                file == null ? null : file.rule(),
                file == null ? null : file.state().name(),
                file == null || file.notices().isEmpty()
                        ? null
                        : file.notices().getFirst().on().day(),
                file == null ? null : file.exceptionUntil());
        return (List<Object>) (List<?>) row;
    }
}
