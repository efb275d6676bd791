package io.rackledger.query.fold;

import io.rackledger.events.Confidence;
import io.rackledger.events.Event;
import io.rackledger.events.PartyId;
import io.rackledger.events.Quantity;
import io.rackledger.events.SupplierLinked;
import io.rackledger.events.SupplierUnlinked;
import io.rackledger.events.SupplyDimension;
import io.rackledger.events.SupplyRate;
import io.rackledger.events.SupplyState;
import io.rackledger.events.SupplyStateReported;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Random;

/** Any events about suppliers, in any order; links may go in a circle and shares beyond the whole. */
public final class RandomSupply {
    private final Random random;

    public RandomSupply(Random random) {
        this.random = random;
    }

    public Histories history() {
        return into(new Histories());
    }

    Histories into(Histories histories) {
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            String day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(500)).toString();
            histories.then(any(day, day, day, null), any(Confidence.values()), event());
        }
        return histories;
    }

    private Event event() {
        String component = any("ASSEMBLY", "GPU");
        return switch (random.nextInt(5)) {
            case 0, 1, 2 ->
                new SupplierLinked(party(), party(), component, any(BigDecimal.valueOf(random.nextInt(11), 1), null));
            case 3 -> new SupplierUnlinked(party(), party(), component);
            default -> state();
        };
    }

    private Event state() {
        SupplyDimension dimension = any(SupplyDimension.values());
        boolean market = random.nextBoolean();
        return new SupplyStateReported(
                market ? null : party(),
                any("Mexico", null),
                any("B200", null),
                market ? dimension : any(dimension, null),
                any(SupplyState.values()),
                any(new SupplyRate(new Quantity(BigDecimal.TEN, "rack"), any(SupplyRate.Per.values())), null),
                any(ValidTime.parse("2025-Q1"), null));
    }

    private PartyId party() {
        return new PartyId(any("dell", "supermicro", "wistron", "inventec", "nvidia"));
    }

    @SafeVarargs
    private <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }
}
