package io.rackledger.query.facility;

import io.rackledger.events.CapacityDimension;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Step;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What may be taken of a facility in one dimension at one instant, and what is.
 *
 * @param own    what parties run of their own
 * @param free   what the limit leaves, never less than nothing
 * @param events the ids of the events that this rests on, in their order
 */
record Room(
        CapacityDimension dimension,
        Bounds limit,
        Bounds leased,
        Bounds own,
        Bounds used,
        Bounds free,
        List<String> events) {
    private static final int SCALE = 6;
    private static final BigDecimal KW_PER_MW = BigDecimal.valueOf(1000);

    static Room of(FacilityState facility, CapacityDimension dimension, Instant instant) {
        Bounds limit = limit(facility, dimension, instant);
        Bounds leased = facility.leases().stream()
                .map(lease -> lease.taken(dimension, instant))
                .reduce(Bounds.NOTHING, Bounds::plus);
        Bounds own = own(Move.running(facility.moves(), instant), dimension);
        Bounds used = leased.plus(own(Move.takingRoom(facility.moves(), instant), dimension));
        Bounds free = new Bounds(
                limit.high() == null || used.high() == null ? BigDecimal.ZERO : less(limit.low(), used.high()),
                limit.high() == null ? null : less(limit.high(), used.low()));
        return new Room(dimension, limit, leased, own, used, free, events(facility, dimension));
    }

    private static BigDecimal less(BigDecimal amount, BigDecimal taken) {
        return amount.subtract(taken).max(BigDecimal.ZERO);
    }

    /** From the least to the most of the limits that may be in force; unknown where one of them is. */
    private static Bounds limit(FacilityState facility, CapacityDimension dimension, Instant instant) {
        List<Step<FacilityState.Limit>> steps = facility.limits().stream()
                .filter(step -> step.value().dimension() == dimension)
                .toList();
        Bounds all = null;
        for (Step<FacilityState.Limit> step : Step.possible(steps, instant)) {
            BigDecimal most = step.value().most();
            if (most == null) {
                return Bounds.UNKNOWN;
            }
            all = all == null || all.high() == null
                    ? Bounds.exactly(most)
                    : new Bounds(all.low().min(most), all.high().max(most));
        }
        return all == null ? Bounds.UNKNOWN : all;
    }

    /** A workload takes some of everything; how much, is told of power only. */
    private static Bounds own(Bounds powerMw, CapacityDimension dimension) {
        boolean runsNothing = powerMw.high() != null && powerMw.high().signum() == 0;
        return dimension == CapacityDimension.POWER_MW || runsNothing ? powerMw : Bounds.UNKNOWN;
    }

    private static List<String> events(FacilityState facility, CapacityDimension dimension) {
        Set<String> ids = new HashSet<>();
        facility.limits().stream()
                .filter(step -> step.value().dimension() == dimension)
                .forEach(step -> ids.add(step.event()));
        facility.leases().forEach(lease -> lease.events().forEach(ids::add));
        facility.moves().forEach(move -> ids.add(move.event()));
        return facility.events().stream().filter(ids::contains).toList();
    }

    /** Whether anything is known to show: power always, all else where it is limited or counted. */
    boolean isTold() {
        return dimension == CapacityDimension.POWER_MW
                || limit.high() != null
                || leased.low().signum() > 0;
    }

    /** What is taken / the limit; null where nothing can be said, as of a limit of nothing. */
    @Nullable
    Bounds utilisation() {
        if (limit.high() == null || limit.low().signum() == 0) {
            return null;
        }
        return new Bounds(
                used.low().divide(limit.high(), SCALE, RoundingMode.HALF_UP),
                used.high() == null ? null : used.high().divide(limit.low(), SCALE, RoundingMode.HALF_UP));
    }

    /** How many GPUs the limit supports; null where it is unknown, or doesn't tell. Cooling carries away all power. */
    @Nullable
    Bounds supportableGpus(BigDecimal kwPerGpu) {
        if (limit.high() == null) {
            return null;
        }
        return switch (dimension) {
            case POWER_MW, COOLING_MW -> new Bounds(gpus(limit.low(), kwPerGpu), gpus(limit.high(), kwPerGpu));
            case GPUS -> limit;
            case SPACE_RACKS, FIBRE_GBPS -> null;
        };
    }

    private static BigDecimal gpus(BigDecimal megawatts, BigDecimal kwPerGpu) {
        return megawatts.multiply(KW_PER_MW).divide(kwPerGpu, 0, RoundingMode.DOWN);
    }
}
