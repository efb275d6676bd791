package io.rackledger.query.disclosure;

import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.DisclosureRecorded;
import io.rackledger.events.FiscalPeriod;
import io.rackledger.events.Metric;
import io.rackledger.events.MoneyRange;
import io.rackledger.events.PartyId;
import io.rackledger.events.Quantity;
import io.rackledger.events.QuantityRange;
import io.rackledger.events.Recorded;
import io.rackledger.query.fold.Fact;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** What a party tells of its accounts, and what sources claim of it beside. Immutable. */
record DisclosureState(PartyId party, List<Disclosed> disclosed, List<Claimed> claimed) {
    /** One disclosure; a period may have several: an outlook, a better one, the figure itself. */
    record Disclosed(
            Metric metric,
            FiscalPeriod fiscalPeriod,
            @Nullable Money actual,
            @Nullable MoneyRange range,
            @Nullable BigDecimal growth,
            Fact fact) {}

    /** One claim. */
    record Claimed(
            String attribute,
            @Nullable Quantity value,
            @Nullable QuantityRange range,
            @Nullable String text,
            Fact fact) {}

    DisclosureState {
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
}
