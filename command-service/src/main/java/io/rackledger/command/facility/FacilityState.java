package io.rackledger.command.facility;

import io.rackledger.command.decision.Boundary;
import io.rackledger.events.FacilityId;
import io.rackledger.events.FacilityLeased;
import io.rackledger.events.FacilityRegistered;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.WorkloadPlaced;
import io.rackledger.events.WorkloadTransitioned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who controls the facilities of a decision, and what takes room there. Immutable. */
record FacilityState(Map<FacilityId, FacilityRegistered> facilities, List<Load> loads) {
    static final FacilityState NONE = new FacilityState(Map.of(), List.of());

    FacilityState {
        facilities = Map.copyOf(facilities);
        loads = List.copyOf(loads);
    }

    /** All that takes room at a facility. */
    static Boundary room(FacilityId facility) {
        return Boundary.of(Tag.of(facility), WorkloadPlaced.class, WorkloadTransitioned.class, FacilityLeased.class);
    }

    FacilityState evolve(Recorded recorded) {
        if (recorded.event() instanceof FacilityRegistered registered) {
            Map<FacilityId, FacilityRegistered> more = new HashMap<>(facilities);
            more.put(registered.facility(), registered);
            return new FacilityState(more, loads);
        }
        List<Load> more = loads(recorded);
        if (more.isEmpty()) {
            return this;
        }
        List<Load> all = new ArrayList<>(loads);
        all.addAll(more);
        return new FacilityState(facilities, all);
    }

    private static List<Load> loads(Recorded recorded) {
        if (recorded.event() instanceof WorkloadPlaced e) {
            return List.of(new Load.Workload(e.facility(), e.party(), e.powerMw(), recorded.validAt()));
        }
        if (recorded.event() instanceof WorkloadTransitioned e) {
            return List.of(
                    new Load.Departure(e.fromFacility(), e.party(), e.powerMw(), recorded.validAt()),
                    new Load.Workload(e.toFacility(), e.party(), e.powerMw(), recorded.validAt()));
        }
        if (recorded.event() instanceof FacilityLeased e) {
            return List.of(new Load.Lease(
                    e.facility(),
                    e.powerMw(),
                    e.gpus(),
                    e.period().from(),
                    e.period().to()));
        }
        return List.of();
    }

    PartyId controller(FacilityId facility) {
        return registered(facility).controller();
    }

    Capacity capacity(FacilityId facility) {
        return new Capacity(
                registered(facility).limits(),
                loads.stream().filter(load -> load.facility().equals(facility)).toList());
    }

    private FacilityRegistered registered(FacilityId facility) {
        FacilityRegistered registered = facilities.get(facility);
        if (registered == null) {
            throw new IllegalStateException("facility '" + facility + "' was not required to be on record");
        }
        return registered;
    }
}
