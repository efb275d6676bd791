package io.rackledger.query.supply;

import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.SupplyDimension;
import io.rackledger.events.SupplyRate;
import io.rackledger.events.SupplyState;
import io.rackledger.events.SupplyStateReported;
import io.rackledger.events.Tag;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Fact;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How supply is reported to stand with a party, or in a dimension of the whole market. Immutable.
 *
 * @param key     the party's or the dimension's
 * @param reports in the order of their time
 */
record SupplyStatesState(Tag key, List<Report> reports) {
    /** One report. */
    record Report(
            @Nullable PartyId party,
            @Nullable SupplyDimension dimension,
            @Nullable String site,
            @Nullable String platform,
            SupplyState state,
            @Nullable SupplyRate rate,
            @Nullable ValidTime readyFrom,
            Fact fact) {
        boolean isOfTheSameAs(Report other) {
            return dimension == other.dimension
                    && Objects.equals(site, other.site)
                    && Objects.equals(platform, other.platform);
        }
    }

    SupplyStatesState {
        reports = List.copyOf(reports);
    }

    /** What a party has in a dimension is found by the dimension's tag too, and isn't said of the market. */
    SupplyStatesState after(Recorded recorded) {
        if (recorded.event() instanceof SupplyStateReported e && key.equals(SupplyStates.keyOf(e))) {
            List<Report> more = new ArrayList<>(reports);
            more.add(new Report(
                    e.party(),
                    e.dimension(),
                    e.site(),
                    e.platform(),
                    e.state(),
                    e.rate(),
                    e.readyFrom(),
                    Fact.of(recorded)));
            return new SupplyStatesState(key, more);
        }
        return this;
    }

    /** Whether a report stands then: a later one of the same site, platform and dimension takes its place. */
    Truth standing(Report report, Instant asOf) {
        Truth replaced = reports.subList(reports.indexOf(report) + 1, reports.size()).stream()
                .filter(report::isOfTheSameAs)
                .map(later -> later.fact().by(asOf).and(isLater(later, report)))
                .reduce(Truth.NO, Truth::or);
        return report.fact().by(asOf).and(replaced.not());
    }

    /** Of two that were said of one time, the one that was recorded later counts. */
    private static Truth isLater(Report later, Report earlier) {
        return Objects.equals(later.fact().at(), earlier.fact().at())
                ? Truth.YES
                : ValidTime.before(earlier.fact().at(), later.fact().at());
    }
}
