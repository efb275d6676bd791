package io.rackledger.query.backlog;

import io.rackledger.events.Metric;
import io.rackledger.events.MoneyRange;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.DisclosureState;
import io.rackledger.query.fold.DisclosureState.Disclosed;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a vendor itself says of its backlog. It stands beside what the orders on record come to and is never mixed with
 * that: it holds orders that nobody here knows of, and goes by the vendor's own definition.
 *
 * @param latest the figure of the latest period; null where only an outlook is told
 * @param series all that was told by then, outlooks too, the latest period last
 */
record DisclosedBacklog(String vendor, @Nullable Told latest, List<Told> series, Because because) {
    /**
     * One telling.
     *
     * @param standing whether it had been told by then, or may have been
     */
    record Told(
            String fiscalPeriod,
            @Nullable Amount actual,
            @Nullable Amount low,
            @Nullable Amount high,
            @Nullable String on,
            String standing,
            String confidence,
            @Nullable String source,
            String event) {
        static Told of(Disclosed told, Instant asOf) {
            MoneyRange range = told.range();
            return new Told(
                    told.fiscalPeriod().text(),
                    Amount.of(told.actual()),
                    range == null ? null : Amount.of(range.low()),
                    range == null ? null : Amount.of(range.high()),
                    told.fact().on(),
                    told.fact().by(asOf).name(),
                    told.fact().confidence().name(),
                    told.fact().source() == null ? null : told.fact().source().value(),
                    told.fact().event());
        }
    }

    DisclosedBacklog {
        series = List.copyOf(series);
    }

    static DisclosedBacklog of(DisclosureState state, Instant asOf) {
        List<Told> series = state.told(Metric.BACKLOG, asOf).stream()
                .map(told -> Told.of(told, asOf))
                .toList();
        return new DisclosedBacklog(
                state.party().value(),
                state.latest(Metric.BACKLOG, asOf)
                        .map(told -> Told.of(told, asOf))
                        .orElse(null),
                series,
                Because.of(series.stream().map(Told::event).toList(), "/api/ledger/events?tag=party:" + state.party()));
    }
}
