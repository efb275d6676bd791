package io.rackledger.events;

import java.math.BigDecimal;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What a lease says.
 *
 * @param powerMw     null where nobody says, or where it counts GPUs
 * @param to          when it ends; null where it is open
 * @param feePerMonth null where it is unknown
 * @param noticeDays  how long before a change or the end notice must be given; null where it is unknown
 */
public record LeaseTerms(
        @Nullable BigDecimal powerMw,
        @Nullable Long gpus,
        @Nullable ValidTime to,
        @Nullable Money feePerMonth,
        @Nullable Integer noticeDays) {}
