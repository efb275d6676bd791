package io.rackledger.events;

import java.math.BigDecimal;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a facility is limited in. */
public enum CapacityDimension {
    POWER_MW("powerMw"),
    COOLING_MW("coolingMw"),
    SPACE_RACKS("spaceRacks"),
    FIBRE_GBPS("fibreGbps"),
    GPUS("gpus");

    private final String wireName;

    CapacityDimension(String wireName) {
        this.wireName = wireName;
    }

    /**
     * The dimension of that name in {@link Limits}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static CapacityDimension named(String wireName) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("must be one of powerMw, coolingMw, spaceRacks, fibreGbps, gpus"));
    }

    /** The limit in this dimension; null where it is unknown. */
    public @Nullable BigDecimal of(Limits limits) {
        return switch (this) {
            case POWER_MW -> limits.powerMw();
            case COOLING_MW -> limits.coolingMw();
            case SPACE_RACKS -> limits.spaceRacks() == null ? null : BigDecimal.valueOf(limits.spaceRacks());
            case FIBRE_GBPS -> limits.fibreGbps();
            case GPUS -> limits.gpus() == null ? null : BigDecimal.valueOf(limits.gpus());
        };
    }

    /** Whether it counts things that can't be split. */
    public boolean isCount() {
        return this == SPACE_RACKS || this == GPUS;
    }

    /** The name in bodies and answers, such as {@code powerMw}. */
    @Override
    public String toString() {
        return wireName;
    }
}
