package io.rackledger.query.fold;

import io.rackledger.events.Confidence;
import io.rackledger.events.Event;
import io.rackledger.events.FinancingRoundClosed;
import io.rackledger.events.FinancingRoundOpened;
import io.rackledger.events.FinancingRoundRevised;
import io.rackledger.events.PartyId;
import io.rackledger.events.RoundId;
import io.rackledger.events.RoundTerms;
import io.rackledger.events.ValuationBasis;
import java.time.LocalDate;
import java.util.Random;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Any events of financing rounds, in any order. */
public final class RandomRounds {
    private final Random random;

    public RandomRounds(Random random) {
        this.random = random;
    }

    public Histories history() {
        Histories histories = new Histories();
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            String day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(500)).toString();
            String time = random.nextInt(4) == 0 ? day + "T0" + random.nextInt(10) + ":00:00Z" : day;
            histories.then(time, Confidence.values()[random.nextInt(Confidence.values().length)], event());
        }
        return histories;
    }

    private Event event() {
        RoundId round = new RoundId("round-" + random.nextInt(3));
        PartyId party = new PartyId("xai");
        RoundTerms terms = new RoundTerms(
                money(),
                money(),
                ValuationBasis.values()[random.nextInt(ValuationBasis.values().length)],
                money(),
                random.nextInt(4) == 0 ? money() : null,
                random.nextInt(4) == 0 ? money() : null);
        return switch (random.nextInt(4)) {
            case 0 -> new FinancingRoundOpened(round, party, terms);
            case 1 -> new FinancingRoundClosed(round, party, terms);
            default -> new FinancingRoundRevised(round, party, terms);
        };
    }

    private @Nullable Money money() {
        return random.nextInt(3) == 0
                ? null
                : Money.parse((random.nextInt(9) == 0 ? "EUR " : "USD ") + random.nextInt(20) + ".00");
    }
}
