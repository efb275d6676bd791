package io.rackledger.query.fold;

import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.Confidence;
import io.rackledger.events.DisclosureRecorded;
import io.rackledger.events.MoneyRange;
import io.rackledger.events.Quantity;
import io.rackledger.events.QuantityRange;
import io.rackledger.events.Recorded;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
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

    /**
     * Whether both can't be true: they tell of one attribute in one unit, at times that may be the same, and leave no
     * amount that both allow. Words are not compared.
     */
    boolean disagrees(Claim other) {
        return attribute.equals(other.attribute)
                && isOfTimeOf(other)
                && unit() != null
                && unit().equals(other.unit())
                && (isAbove(other) || other.isAbove(this));
    }

    private boolean isOfTimeOf(Claim other) {
        return validAt == null
                || other.validAt == null
                || (!isBefore(validAt, other.validAt) && !isBefore(other.validAt, validAt));
    }

    private static boolean isBefore(String one, String other) {
        return ValidTime.parse(one).before(ValidTime.parse(other)) == Truth.YES;
    }

    private @Nullable String unit() {
        return value != null ? value.unit() : range == null ? null : range.unit();
    }

    private boolean isAbove(Claim other) {
        BigDecimal least = value != null ? value.amount() : range == null ? null : range.low();
        BigDecimal most = other.value != null ? other.value.amount() : other.range == null ? null : other.range.high();
        return least != null && most != null && least.compareTo(most) > 0;
    }
}
