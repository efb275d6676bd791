package io.rackledger.query.fold;

import io.rackledger.events.Confidence;
import io.rackledger.events.DeliveryId;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.FacilityId;
import io.rackledger.events.Measures;
import io.rackledger.events.PartyId;
import io.rackledger.events.ProgrammeDefined;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.Recorded;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Random;

/** Any programmes, and any orders. */
public final class RandomProgrammes {
    private final Random random;

    public RandomProgrammes(Random random) {
        this.random = random;
    }

    public Histories history() {
        Histories histories = new Histories();
        for (int i = 1 + random.nextInt(10); i > 0; i--) {
            String day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(500)).toString();
            histories.then(day, any(Confidence.values()), random.nextInt(3) == 0 ? arrived(i) : defined());
        }
        for (Recorded recorded : new RandomOrders(random).withGaps().events()) {
            histories.then(recorded.validAt().text(), recorded.event());
        }
        return histories;
    }

    private DeliveryRecorded arrived(int number) {
        return new DeliveryRecorded(
                new DeliveryId("f-" + number),
                Histories.ORDER,
                Histories.XAI,
                new ProgrammeId(any("ai-factory", "stargate")),
                Histories.DELL_LOT,
                Histories.DELL,
                any(Histories.racks(random.nextInt(10)), Histories.onlyRacks(3), Measures.UNKNOWN),
                any(new FacilityId("colossus-1"), new FacilityId("colossus-2"), null));
    }

    private ProgrammeDefined defined() {
        return new ProgrammeDefined(
                new ProgrammeId(any("ai-factory", "stargate")),
                new PartyId(any("xai", "dell")),
                "a name",
                any(1L + random.nextInt(1000), null),
                any(ValidTime.parse("2025-Q2"), null),
                any(BigDecimal.valueOf(1 + random.nextInt(10), 1), null));
    }

    @SafeVarargs
    private <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }
}
