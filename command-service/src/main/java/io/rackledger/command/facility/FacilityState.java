package io.rackledger.command.facility;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.FacilityLimits;
import io.rackledger.command.decision.Succession;
import io.rackledger.command.decision.Timeline;
import io.rackledger.events.FacilityCapacityChanged;
import io.rackledger.events.FacilityId;
import io.rackledger.events.FacilityLeased;
import io.rackledger.events.FacilityRegistered;
import io.rackledger.events.LeaseAmended;
import io.rackledger.events.LeaseId;
import io.rackledger.events.LeaseTerminated;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import io.rackledger.events.WorkloadPlaced;
import io.rackledger.events.WorkloadTransitioned;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who controls the facilities of a decision, what their limits are, and what takes room there. Immutable.
 *
 * @param workloads what parties run of their own, and what moved away
 */
record FacilityState(
        Map<FacilityId, PartyId> controllers,
        Map<FacilityId, FacilityLimits> limits,
        List<Load> workloads,
        Map<LeaseId, Lease> leases,
        Succession succession) {
    static final FacilityState NONE = new FacilityState(Map.of(), Map.of(), List.of(), Map.of(), Succession.NONE);

    FacilityState {
        controllers = Map.copyOf(controllers);
        limits = Map.copyOf(limits);
        workloads = List.copyOf(workloads);
        leases = Map.copyOf(leases);
    }

    /** All that takes room at a facility, and what room there is. */
    static Boundary room(FacilityId facility) {
        return Boundary.of(
                        Tag.of(facility),
                        WorkloadPlaced.class,
                        WorkloadTransitioned.class,
                        FacilityLeased.class,
                        LeaseAmended.class,
                        LeaseTerminated.class)
                .or(FacilityLimits.changes(facility));
    }

    /** A lease; once it has been read, all that takes room at its facility too. */
    Boundary roomOf(LeaseId id) {
        Boundary its = history(id);
        Lease lease = leases.get(id);
        return lease == null
                ? its
                : its.or(room(lease.facility())).or(Boundary.of(Tag.of(lease.facility()), FacilityRegistered.class));
    }

    /** What became of a lease. */
    static Boundary history(LeaseId lease) {
        return Boundary.of(Tag.of(lease), FacilityLeased.class, LeaseAmended.class, LeaseTerminated.class);
    }

    FacilityState evolve(Recorded recorded) {
        ValidTime at = recorded.validAt();
        if (recorded.event() instanceof FacilityRegistered e) {
            Map<FacilityId, PartyId> more = new HashMap<>(controllers);
            more.put(e.facility(), e.controller());
            return new FacilityState(more, limits, workloads, leases, succession).limited(e.facility(), recorded);
        }
        if (recorded.event() instanceof FacilityCapacityChanged e) {
            return limited(e.facility(), recorded);
        }
        if (recorded.event() instanceof WorkloadPlaced e) {
            return running(new Load.Workload(e.facility(), e.party(), e.powerMw(), at));
        }
        if (recorded.event() instanceof WorkloadTransitioned e) {
            return running(
                    new Load.Departure(e.fromFacility(), e.party(), e.powerMw(), at),
                    new Load.Workload(e.toFacility(), e.party(), e.powerMw(), at));
        }
        if (recorded.event() instanceof FacilityLeased e) {
            return leasing(Lease.of(e));
        }
        if (recorded.event() instanceof LeaseAmended e) {
            return changed(e.lease(), lease -> lease.amended(new Timeline.Step<>(e.terms(), at, recorded.position())));
        }
        if (recorded.event() instanceof LeaseTerminated e) {
            return changed(e.lease(), lease -> lease.terminated(at));
        }
        return new FacilityState(controllers, limits, workloads, leases, succession.after(recorded));
    }

    private FacilityState limited(FacilityId facility, Recorded recorded) {
        Map<FacilityId, FacilityLimits> more = new HashMap<>(limits);
        more.put(facility, limits.getOrDefault(facility, FacilityLimits.UNKNOWN).after(recorded));
        return new FacilityState(controllers, more, workloads, leases, succession);
    }

    private FacilityState running(Load... more) {
        List<Load> all = Stream.concat(workloads.stream(), Stream.of(more)).toList();
        return new FacilityState(controllers, limits, all, leases, succession);
    }

    private FacilityState leasing(Lease lease) {
        Map<LeaseId, Lease> more = new HashMap<>(leases);
        more.put(lease.lease(), lease);
        return new FacilityState(controllers, limits, workloads, more, succession);
    }

    private FacilityState changed(LeaseId id, UnaryOperator<Lease> change) {
        Lease lease = leases.get(id);
        return lease == null ? this : leasing(change.apply(lease));
    }

    /** Whether the party, or who took its place by then, controls the facility. */
    Truth controls(PartyId party, FacilityId facility, @Nullable ValidTime at) {
        return succession.controls(party, required(controllers.get(facility), facility), at);
    }

    Capacity capacity(FacilityId facility) {
        List<Load> loads = new ArrayList<>(workloads);
        loads.addAll(leases.values());
        loads.removeIf(load -> !load.facility().equals(facility));
        return new Capacity(required(limits.get(facility), facility), loads);
    }

    /** A lease that the command required to be on record. */
    Lease lease(LeaseId id) {
        return required(leases.get(id), id);
    }

    private static <T> T required(@Nullable T found, Object id) {
        if (found == null) {
            throw new IllegalStateException("'" + id + "' was not required to be on record");
        }
        return found;
    }
}
