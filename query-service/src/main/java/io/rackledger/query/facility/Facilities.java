package io.rackledger.query.facility;

import io.rackledger.events.CapacityDimension;
import io.rackledger.events.Event;
import io.rackledger.events.FacilityCapacityChanged;
import io.rackledger.events.FacilityId;
import io.rackledger.events.FacilityLeased;
import io.rackledger.events.FacilityRegistered;
import io.rackledger.events.LeaseAmended;
import io.rackledger.events.LeaseTerminated;
import io.rackledger.events.LeaseTerms;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import io.rackledger.events.WorkloadPlaced;
import io.rackledger.events.WorkloadTransitioned;
import io.rackledger.query.fold.Column;
import io.rackledger.query.fold.Column.Type;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Step;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every facility with what may be taken and what takes room, over time. Its table has a row for each limit, each terms
 * of a lease, each end of one, and each workload that came or left ({@code kind}), with the span in which that began; a
 * workload that left has a negative amount.
 */
public final class Facilities implements Fold<FacilityState> {
    public static final Facilities FOLD = new Facilities();

    private Facilities() {}

    @Override
    public String name() {
        return "facilities";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Class<FacilityState> stateType() {
        return FacilityState.class;
    }

    @Override
    public Set<Class<? extends Event>> types() {
        return Set.of(
                FacilityRegistered.class,
                FacilityCapacityChanged.class,
                WorkloadPlaced.class,
                WorkloadTransitioned.class,
                FacilityLeased.class,
                LeaseAmended.class,
                LeaseTerminated.class);
    }

    @Override
    public List<String> entities() {
        return List.of("facility");
    }

    @Override
    public Set<Tag> keysOf(Recorded recorded) {
        return switch (recorded.event()) {
            case FacilityRegistered e -> Set.of(Tag.of(e.facility()));
            case FacilityCapacityChanged e -> Set.of(Tag.of(e.facility()));
            case WorkloadPlaced e -> Set.of(Tag.of(e.facility()));
            case WorkloadTransitioned e ->
                e.fromFacility().equals(e.toFacility())
                        ? Set.of(Tag.of(e.toFacility()))
                        : Set.of(Tag.of(e.fromFacility()), Tag.of(e.toFacility()));
            case FacilityLeased e -> Set.of(Tag.of(e.facility()));
            case LeaseAmended e -> Set.of(Tag.of(e.facility()));
            case LeaseTerminated e -> Set.of(Tag.of(e.facility()));
            default -> Set.of();
        };
    }

    @Override
    public FacilityState initial(Tag key) {
        return FacilityState.of(new FacilityId(key.value()));
    }

    @Override
    public FacilityState fold(FacilityState state, Recorded recorded) {
        return state.after(recorded);
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("controller", Type.TEXT, "party that controls the facility"),
                new Column("kind", Type.TEXT, "`LIMIT`, `LEASE`, `LEASE_END` or `WORKLOAD`: what the row tells"),
                new Column("dimension", Type.TEXT, "what is limited or taken, such as `POWER_MW`"),
                new Column("amount", Type.DECIMAL, "how much; negative for a workload that left"),
                new Column("party", Type.TEXT, "tenant of the lease, or owner of the workload"),
                new Column("lease", Type.TEXT, "lease that the row is of"),
                new Column("from_on", Type.DATE, "first day on which it may have begun"),
                new Column("from_until", Type.DATE, "last day on which it may have begun"),
                new Column("event", Type.TEXT, "event that told it"));
    }

    @Override
    public List<List<Object>> rows(FacilityState state) {
        PartyId controller = state.controller();
        List<List<Object>> rows = new ArrayList<>();
        state.limits().stream()
                .filter(step -> step.value().most() != null)
                .map(step -> row(
                        controller,
                        "LIMIT",
                        step.value().dimension(),
                        step.value().most(),
                        null,
                        null,
                        step.at(),
                        step.event()))
                .forEach(rows::add);
        state.moves().stream()
                .map(move -> row(
                        controller,
                        "WORKLOAD",
                        CapacityDimension.POWER_MW,
                        move.leaves() ? move.powerMw().negate() : move.powerMw(),
                        move.party(),
                        null,
                        move.at(),
                        move.event()))
                .forEach(rows::add);
        state.leases().forEach(lease -> addRows(rows, controller, lease));
        return rows;
    }

    private static void addRows(List<List<Object>> rows, @Nullable PartyId controller, LeaseState lease) {
        for (Step<LeaseTerms> step : lease.terms()) {
            LeaseTerms terms = step.value();
            if (terms.powerMw() != null || terms.gpus() == null) {
                rows.add(row(controller, lease, step, CapacityDimension.POWER_MW, terms.powerMw()));
            }
            if (terms.gpus() != null) {
                rows.add(row(controller, lease, step, CapacityDimension.GPUS, BigDecimal.valueOf(terms.gpus())));
            }
        }
        lease.ended()
                .forEach(end -> rows.add(row(
                        controller,
                        "LEASE_END",
                        null,
                        null,
                        lease.tenant(),
                        lease.lease().value(),
                        end.at(),
                        end.event())));
    }

    private static List<Object> row(
            @Nullable PartyId controller,
            LeaseState lease,
            Step<LeaseTerms> step,
            CapacityDimension dimension,
            @Nullable BigDecimal amount) {
        return row(
                controller,
                "LEASE",
                dimension,
                amount,
                lease.tenant(),
                lease.lease().value(),
                step.at(),
                step.event());
    }

    // The contract's lists hold null where nothing is known, which List<Object> can't say.
    @SuppressWarnings({"NullAway", "unchecked"})
    private static List<Object> row(
            @Nullable PartyId controller,
            String kind,
            @Nullable CapacityDimension dimension,
            @Nullable BigDecimal amount,
            @Nullable PartyId party,
            @Nullable String lease,
            @Nullable ValidTime at,
            String event) {
        List<@Nullable Object> row = Arrays.asList(
                controller == null ? null : controller.value(),
                kind,
                dimension == null ? null : dimension.toString(),
                amount,
                party == null ? null : party.value(),
                lease,
                at == null ? null : at.firstDay(),
                at == null ? null : at.lastDay(),
                event);
        return (List<Object>) (List<?>) row;
    }
}
