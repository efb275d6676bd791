package io.rackledger.events;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a facility can take at most; a dimension that is absent is unknown. */
public record Limits(
        @Nullable BigDecimal powerMw,
        @Nullable BigDecimal coolingMw,
        @Nullable Long spaceRacks,
        @Nullable BigDecimal fibreGbps,
        @Nullable Long gpus) {}
