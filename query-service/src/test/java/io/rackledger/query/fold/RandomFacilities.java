package io.rackledger.query.fold;

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
import io.rackledger.events.Limits;
import io.rackledger.events.PartyId;
import io.rackledger.events.Period;
import io.rackledger.events.Place;
import io.rackledger.events.ValidTime;
import io.rackledger.events.WorkloadPlaced;
import io.rackledger.events.WorkloadTransitioned;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Random;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Any events of facilities, their leases and workloads, in any order; but no lease is made twice. */
public final class RandomFacilities {
    private static final PartyId XAI = new PartyId("xai");

    private final Random random;
    private int leases;

    public RandomFacilities(Random random) {
        this.random = random;
    }

    public Histories history() {
        Histories histories = new Histories();
        for (int i = 1 + random.nextInt(25); i > 0; i--) {
            String day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(500)).toString();
            histories.then(day, event(day));
        }
        return histories;
    }

    private Event event(String day) {
        FacilityId facility = facility();
        LeaseId lease = new LeaseId("lease-" + random.nextInt(leases + 1));
        PartyId tenant = new PartyId("tenant-" + random.nextInt(3));
        return switch (random.nextInt(8)) {
            case 0 -> new FacilityRegistered(facility, XAI, new Place("USMEM", null), limits());
            case 1 ->
                new FacilityCapacityChanged(
                        facility,
                        CapacityDimension.values()[random.nextInt(CapacityDimension.values().length)],
                        BigDecimal.valueOf(random.nextInt(500)));
            case 2 -> new WorkloadPlaced(facility, tenant, BigDecimal.valueOf(1 + random.nextInt(200)));
            case 3 ->
                new WorkloadTransitioned(tenant, facility, facility(), BigDecimal.valueOf(1 + random.nextInt(200)));
            case 4 -> new LeaseAmended(lease, facility, XAI, tenant, terms(), null);
            case 5 -> new LeaseTerminated(lease, facility, XAI, tenant, null);
            default -> leased(new LeaseId("lease-" + leases++), facility, tenant, day);
        };
    }

    private FacilityId facility() {
        return new FacilityId("site-" + random.nextInt(2));
    }

    private Limits limits() {
        return new Limits(megawatts(), megawatts(), count(), megawatts(), count());
    }

    private FacilityLeased leased(LeaseId lease, FacilityId facility, PartyId tenant, String day) {
        LeaseTerms terms = terms();
        return new FacilityLeased(
                lease,
                facility,
                XAI,
                tenant,
                terms.powerMw(),
                terms.gpus(),
                new Period(random.nextInt(5) == 0 ? null : ValidTime.parse(day), terms.to()),
                terms.feePerMonth(),
                terms.noticeDays());
    }

    private LeaseTerms terms() {
        return new LeaseTerms(
                megawatts(),
                count(),
                random.nextBoolean() ? null : ValidTime.parse(random.nextBoolean() ? "2027-05" : "2026"),
                random.nextInt(3) == 0 ? null : Money.parse("USD " + random.nextInt(100) + ".00"),
                random.nextInt(3) == 0 ? null : 90);
    }

    private @Nullable BigDecimal megawatts() {
        return random.nextInt(3) == 0 ? null : BigDecimal.valueOf(random.nextInt(400));
    }

    private @Nullable Long count() {
        return random.nextInt(3) == 0 ? null : (Long) (long) random.nextInt(100_000);
    }
}
