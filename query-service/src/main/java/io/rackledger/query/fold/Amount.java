package io.rackledger.query.fold;

import java.math.BigDecimal;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * Money as answers show it.
 *
 * @param amount   a decimal number as text, so that no reader rounds it
 * @param currency ISO 4217
 */
public record Amount(String amount, String currency) {
    /** Null where the amount or its currency is unknown. */
    public static @Nullable Amount of(@Nullable BigDecimal amount, @Nullable String currency) {
        return amount == null || currency == null ? null : new Amount(amount.toPlainString(), currency);
    }

    /** Null where the money is unknown. */
    public static @Nullable Amount of(@Nullable Money money) {
        return money == null
                ? null
                : of(money.getAmount(), money.getCurrencyUnit().getCode());
    }
}
