package io.rackledger.query.fold;

import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A supplier makes a component for a customer.
 *
 * @param share    how much of what the customer needs of it, 0 to 1; null where nobody says
 * @param linked   since when
 * @param unlinked until when; null where it never ended
 */
public record SupplyLink(
        PartyId supplier,
        PartyId customer,
        String component,
        @Nullable BigDecimal share,
        Fact linked,
        @Nullable Fact unlinked) {
    /** Whether it stands then; possibly, where one of its ends may lie before or after. */
    public Truth standing(Instant asOf) {
        Truth ended = unlinked == null ? Truth.NO : unlinked.by(asOf);
        return linked.by(asOf).and(ended.not());
    }

    /** The ids of the events that tell of it. */
    public Stream<String> events() {
        return Stream.concat(Stream.of(linked), Stream.ofNullable(unlinked)).map(Fact::event);
    }
}
