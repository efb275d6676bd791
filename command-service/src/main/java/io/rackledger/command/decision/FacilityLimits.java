package io.rackledger.command.decision;

import io.rackledger.events.CapacityDimension;
import io.rackledger.events.FacilityCapacityChanged;
import io.rackledger.events.FacilityId;
import io.rackledger.events.FacilityRegistered;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a facility can take at most, over time: the limit in force is that of the latest change by then, or that which
 * it was registered with. Immutable.
 */
public final class FacilityLimits {
    /** Nothing is known. */
    public static final FacilityLimits UNKNOWN = new FacilityLimits(Map.of());

    /**
     * A limit in one dimension.
     *
     * @param most null where nobody knows
     */
    public record Limit(@Nullable BigDecimal most) {}

    private static final Timeline<Limit> NO_LIMIT = Timeline.of(new Limit(null));

    private final Map<CapacityDimension, Timeline<Limit>> limits;

    private FacilityLimits(Map<CapacityDimension, Timeline<Limit>> limits) {
        this.limits = Map.copyOf(limits);
    }

    /** What changes the limits of a facility. */
    public static Boundary changes(FacilityId facility) {
        return Boundary.of(Tag.of(facility), FacilityCapacityChanged.class);
    }

    /** As known after one more event of the facility; others than its registration and changes change nothing. */
    public FacilityLimits after(Recorded recorded) {
        if (recorded.event() instanceof FacilityRegistered registered) {
            Map<CapacityDimension, Timeline<Limit>> first = new EnumMap<>(CapacityDimension.class);
            for (CapacityDimension dimension : CapacityDimension.values()) {
                first.put(dimension, Timeline.of(new Limit(dimension.of(registered.limits()))));
            }
            return new FacilityLimits(first);
        }
        if (recorded.event() instanceof FacilityCapacityChanged changed) {
            return with(changed.dimension(), change(changed.limit(), recorded.validAt(), recorded.position()));
        }
        return this;
    }

    /** A change of a limit from some time on. */
    public static Timeline.Step<Limit> change(BigDecimal limit, @Nullable ValidTime from, long position) {
        return new Timeline.Step<>(new Limit(limit), from, position);
    }

    /** With one more change. */
    public FacilityLimits with(CapacityDimension dimension, Timeline.Step<Limit> change) {
        Map<CapacityDimension, Timeline<Limit>> more = new EnumMap<>(CapacityDimension.class);
        more.putAll(limits);
        more.put(dimension, of(dimension).with(change));
        return new FacilityLimits(more);
    }

    /** The limits in one dimension. */
    public Timeline<Limit> of(CapacityDimension dimension) {
        return limits.getOrDefault(dimension, NO_LIMIT);
    }

    /** The moments at which another limit comes into force. */
    public List<Moment> moments(CapacityDimension dimension) {
        return of(dimension).changes().stream()
                .map(change -> Moment.startOf(change, change.from()))
                .toList();
    }

    /** Whether a sum exceeds the limit at a moment; where the limit is unknown, what is given for that. */
    public Truth exceeded(CapacityDimension dimension, Bounds sum, Moment moment, Truth whereUnknown) {
        return of(dimension).test(moment, limit -> {
            BigDecimal most = limit.value().most();
            return most == null ? whereUnknown : sum.above(most);
        });
    }
}
