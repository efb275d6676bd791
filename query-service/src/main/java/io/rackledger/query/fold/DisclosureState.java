package io.rackledger.query.fold;

import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.DisclosureRecorded;
import io.rackledger.events.FiscalPeriod;
import io.rackledger.events.Metric;
import io.rackledger.events.MoneyRange;
import io.rackledger.events.PartyId;
import io.rackledger.events.Quantity;
import io.rackledger.events.QuantityRange;
import io.rackledger.events.Recorded;
import io.rackledger.events.Truth;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** What a party tells of its accounts, and what sources claim of it beside. Immutable. */
public record DisclosureState(PartyId party, List<Disclosed> disclosed, List<Claimed> claimed) {
    private static final int PERIODS = 6;

    /** By period; of one period the better founded comes last, then what was recorded later. */
    private static final Comparator<Disclosed> BY_PERIOD = Comparator.comparingInt(Disclosed::rank)
            .thenComparing(told -> told.fact().confidence())
            .thenComparing(told -> told.fact().position());

    /** One disclosure; a period may have several: an outlook, a better one, the figure itself. */
    public record Disclosed(
            Metric metric,
            FiscalPeriod fiscalPeriod,
            @Nullable Money actual,
            @Nullable MoneyRange range,
            @Nullable BigDecimal growth,
            Fact fact) {
        /** The whole year counts as told after its last quarter. */
        private int rank() {
            String text = fiscalPeriod.text();
            int year = Integer.parseInt(text.substring(2, 6));
            return year * PERIODS + (text.length() > 6 ? text.charAt(text.length() - 1) - '0' : PERIODS - 1);
        }
    }

    /** One claim. */
    public record Claimed(
            String attribute,
            @Nullable Quantity value,
            @Nullable QuantityRange range,
            @Nullable String text,
            Fact fact) {}

    public DisclosureState {
        disclosed = List.copyOf(disclosed);
        claimed = List.copyOf(claimed);
    }

    static DisclosureState of(PartyId party) {
        return new DisclosureState(party, List.of(), List.of());
    }

    DisclosureState after(Recorded recorded) {
        Fact fact = Fact.of(recorded);
        return switch (recorded.event()) {
            case DisclosureRecorded e -> {
                List<Disclosed> more = new ArrayList<>(disclosed);
                more.add(new Disclosed(e.metric(), e.fiscalPeriod(), e.actual(), e.range(), e.growth(), fact));
                yield new DisclosureState(party, more, claimed);
            }
            case ClaimRecorded e -> {
                List<Claimed> more = new ArrayList<>(claimed);
                more.add(new Claimed(e.attribute(), e.value(), e.range(), e.text(), fact));
                yield new DisclosureState(party, disclosed, more);
            }
            default -> this;
        };
    }

    /** What was, or may have been, told of a metric by then, the latest period last. */
    public List<Disclosed> told(Metric metric, Instant asOf) {
        return disclosed.stream()
                .filter(told -> told.metric() == metric && told.fact().by(asOf) != Truth.NO)
                .sorted(BY_PERIOD)
                .toList();
    }

    /** The figure itself of the latest period of which one is told. */
    public Optional<Disclosed> latest(Metric metric, Instant asOf) {
        return told(metric, asOf).reversed().stream()
                .filter(told -> told.actual() != null)
                .findFirst();
    }
}
