package io.rackledger.query.fold;

import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.Confidence;
import io.rackledger.events.DisclosureRecorded;
import io.rackledger.events.MoneyRange;
import io.rackledger.events.Quantity;
import io.rackledger.events.QuantityRange;
import io.rackledger.events.Recorded;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of an entity.
 *
 * @param event   the id of the claim
 * @param validAt when that was so; null if no one says
 * @param source  the document that says so; null where we decided without one
 */
public record Claim(
        String event,
        long position,
        String attribute,
        @Nullable Quantity value,
        @Nullable QuantityRange range,
        @Nullable String text,
        @Nullable String validAt,
        @Nullable String source,
        Confidence confidence) {
    static Claim of(Recorded recorded, ClaimRecorded said) {
        return of(recorded, said.attribute(), said.value(), said.range(), said.text());
    }

    /** A disclosure says something of a metric in a period; an outlook on it is another matter than the figure. */
    static List<Claim> of(Recorded recorded, DisclosureRecorded said) {
        String attribute = said.metric() + " " + said.fiscalPeriod();
        List<Claim> claims = new ArrayList<>();
        if (said.actual() != null) {
            Quantity actual = new Quantity(
                    said.actual().getAmount(), said.actual().getCurrencyUnit().getCode());
            claims.add(of(recorded, attribute, actual, null, null));
        }
        if (said.range() != null) {
            claims.add(of(recorded, attribute + " outlook", null, range(said.range()), null));
        }
        return claims;
    }

    private static QuantityRange range(MoneyRange range) {
        Money low = range.low();
        Money high = range.high();
        return new QuantityRange(
                low == null ? null : low.getAmount(),
                high == null ? null : high.getAmount(),
                Objects.requireNonNull(low == null ? high : low)
                        .getCurrencyUnit()
                        .getCode());
    }

    private static Claim of(
            Recorded recorded,
            String attribute,
            @Nullable Quantity value,
            @Nullable QuantityRange range,
            @Nullable String text) {
        return new Claim(
                recorded.id(),
                recorded.position(),
                attribute,
                value,
                range,
                text,
                recorded.validAt() == null ? null : recorded.validAt().text(),
                recorded.provenance() == null
                        ? null
                        : recorded.provenance().source().value(),
                recorded.confidence());
    }

    @Nullable
    String unit() {
        return value != null ? value.unit() : range == null ? null : range.unit();
    }

    /** The least that it may be; null if no one says. */
    @Nullable
    BigDecimal least() {
        return value != null ? value.amount() : range == null ? null : range.low();
    }

    /** The most that it may be; null if no one says. */
    @Nullable
    BigDecimal most() {
        return value != null ? value.amount() : range == null ? null : range.high();
    }
}
