package io.rackledger.query.facility;

import io.rackledger.events.Truth;
import io.rackledger.query.fold.Bounds;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A facility as a whole.
 *
 * @param supportableGpus  the least over the dimensions of which a limit is known and tells; null where that is none, or
 *                         not known exactly
 * @param bindingDimension the one that is least; null where that may be one or another
 * @param notConsidered    dimensions that were left out
 */
record Site(
        String facility,
        @Nullable String controller,
        @Nullable String place,
        @Nullable BigDecimal supportableGpus,
        @Nullable BigDecimal supportableGpusLow,
        @Nullable BigDecimal supportableGpusHigh,
        @Nullable String bindingDimension,
        List<String> notConsidered,
        List<LeaseValue> leases) {
    static Site of(FacilityState facility, List<Room> rooms, BigDecimal kwPerGpu, Instant instant) {
        Bounds least = null;
        List<String> notConsidered = new ArrayList<>();
        for (Room room : rooms) {
            Bounds gpus = room.supportableGpus(kwPerGpu);
            if (gpus == null || gpus.high() == null) {
                notConsidered.add(room.dimension().toString());
            } else {
                least = least == null || least.high() == null
                        ? gpus
                        : new Bounds(least.low().min(gpus.low()), least.high().min(gpus.high()));
            }
        }
        return new Site(
                facility.facility().value(),
                facility.controller() == null ? null : facility.controller().value(),
                facility.place() == null ? null : facility.place().name(),
                least == null ? null : least.exact(),
                least == null ? null : least.low(),
                least == null ? null : least.high(),
                binding(rooms, kwPerGpu),
                notConsidered,
                facility.leases().stream()
                        .filter(lease -> lease.runs(instant) != Truth.NO)
                        .map(lease -> LeaseValue.of(lease, instant))
                        .toList());
    }

    /** The first of those that support no more than any other surely does. */
    private static @Nullable String binding(List<Room> rooms, BigDecimal kwPerGpu) {
        for (Room room : rooms) {
            Bounds mine = room.supportableGpus(kwPerGpu);
            BigDecimal most = mine == null ? null : mine.high();
            if (most != null && rooms.stream().allMatch(other -> other == room || supports(other, most, kwPerGpu))) {
                return room.dimension().toString();
            }
        }
        return null;
    }

    private static boolean supports(Room room, BigDecimal gpus, BigDecimal kwPerGpu) {
        Bounds its = room.supportableGpus(kwPerGpu);
        return its == null || its.low().compareTo(gpus) >= 0;
    }
}
