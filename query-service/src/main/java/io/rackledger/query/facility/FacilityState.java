package io.rackledger.query.facility;

import io.rackledger.events.CapacityDimension;
import io.rackledger.events.Event;
import io.rackledger.events.FacilityCapacityChanged;
import io.rackledger.events.FacilityId;
import io.rackledger.events.FacilityLeased;
import io.rackledger.events.FacilityRegistered;
import io.rackledger.events.LeaseAmended;
import io.rackledger.events.LeaseId;
import io.rackledger.events.LeaseTerminated;
import io.rackledger.events.LeaseTerms;
import io.rackledger.events.PartyId;
import io.rackledger.events.Place;
import io.rackledger.events.Recorded;
import io.rackledger.events.ValidTime;
import io.rackledger.events.WorkloadPlaced;
import io.rackledger.events.WorkloadTransitioned;
import io.rackledger.query.fold.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A facility with its limits and what takes room there, over time. Immutable.
 *
 * @param controller null where its registration is not known
 * @param limits     those that it was registered with, and changes
 * @param moves      what parties run of their own
 * @param events     the ids of all that was told of it, in their order
 */
public record FacilityState(
        FacilityId facility,
        @Nullable PartyId controller,
        @Nullable Place place,
        List<Step<Limit>> limits,
        List<Move> moves,
        List<LeaseState> leases,
        List<String> events) {
    /**
     * What a facility can take at most in one dimension.
     *
     * @param most null where nobody knows
     */
    record Limit(CapacityDimension dimension, @Nullable BigDecimal most) {}

    public FacilityState {
        limits = List.copyOf(limits);
        moves = List.copyOf(moves);
        leases = List.copyOf(leases);
        events = List.copyOf(events);
    }

    static FacilityState of(FacilityId facility) {
        return new FacilityState(facility, null, null, List.of(), List.of(), List.of(), List.of());
    }

    FacilityState after(Recorded recorded) {
        FacilityState told =
                new FacilityState(facility, controller, place, limits, moves, leases, and(events, recorded.id()));
        return told.with(recorded.event(), recorded);
    }

    private FacilityState with(Event event, Recorded recorded) {
        ValidTime at = recorded.validAt();
        return switch (event) {
            case FacilityRegistered e -> registered(e, recorded);
            case FacilityCapacityChanged e ->
                limited(Step.of(new Limit(e.dimension(), e.limit()), Step.Rank.CHANGE, recorded));
            case WorkloadPlaced e -> moved(new Move(e.party(), e.powerMw(), false, at, recorded.id()));
            case WorkloadTransitioned e -> transitioned(e, at, recorded.id());
            case FacilityLeased e ->
                with(
                        e.lease(),
                        e.lessor(),
                        e.tenant(),
                        lease -> lease.begun(e.period().from(), Step.of(terms(e), Step.Rank.FIRST, recorded)));
            case LeaseAmended e ->
                with(
                        e.lease(),
                        e.lessor(),
                        e.tenant(),
                        lease -> lease.amended(Step.of(e.terms(), Step.Rank.CHANGE, recorded)));
            case LeaseTerminated e ->
                with(e.lease(), e.lessor(), e.tenant(), lease -> lease.terminated(at, recorded.id()));
            default -> this;
        };
    }

    private FacilityState registered(FacilityRegistered e, Recorded recorded) {
        List<Step<Limit>> all = new ArrayList<>(limits);
        for (CapacityDimension dimension : CapacityDimension.values()) {
            all.add(Step.of(new Limit(dimension, dimension.of(e.limits())), Step.Rank.FIRST, recorded));
        }
        return new FacilityState(facility, e.controller(), e.place(), all, moves, leases, events);
    }

    private FacilityState limited(Step<Limit> change) {
        return new FacilityState(facility, controller, place, and(limits, change), moves, leases, events);
    }

    private FacilityState moved(Move move) {
        return new FacilityState(facility, controller, place, limits, and(moves, move), leases, events);
    }

    private FacilityState transitioned(WorkloadTransitioned e, @Nullable ValidTime at, String event) {
        FacilityState after = this;
        if (e.fromFacility().equals(facility)) {
            after = after.moved(new Move(e.party(), e.powerMw(), true, at, event));
        }
        return e.toFacility().equals(facility)
                ? after.moved(new Move(e.party(), e.powerMw(), false, at, event))
                : after;
    }

    private static LeaseTerms terms(FacilityLeased e) {
        return new LeaseTerms(e.powerMw(), e.gpus(), e.period().to(), e.feePerMonth(), e.noticeDays());
    }

    private FacilityState with(LeaseId id, PartyId lessor, PartyId tenant, UnaryOperator<LeaseState> change) {
        List<LeaseState> after = new ArrayList<>(leases);
        if (leases.stream().noneMatch(lease -> lease.lease().equals(id))) {
            after.add(new LeaseState(id, lessor, tenant, null, List.of(), List.of()));
        }
        after.replaceAll(lease -> lease.lease().equals(id) ? change.apply(lease) : lease);
        return new FacilityState(facility, controller, place, limits, moves, after, events);
    }

    private static <T> List<T> and(List<T> all, T one) {
        List<T> more = new ArrayList<>(all);
        more.add(one);
        return more;
    }
}
