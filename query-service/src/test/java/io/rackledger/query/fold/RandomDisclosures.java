package io.rackledger.query.fold;

import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.Confidence;
import io.rackledger.events.DisclosureRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.FiscalPeriod;
import io.rackledger.events.Metric;
import io.rackledger.events.MoneyRange;
import io.rackledger.events.PartyId;
import io.rackledger.events.Quantity;
import io.rackledger.events.QuantityRange;
import io.rackledger.events.Subject;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Random;
import org.joda.money.Money;

/** Any disclosures of parties, and claims on whatever, in any order. */
public final class RandomDisclosures {
    private final Random random;

    public RandomDisclosures(Random random) {
        this.random = random;
    }

    public Histories history() {
        Histories histories = new Histories();
        for (int i = 1 + random.nextInt(20); i > 0; i--) {
            String day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(500)).toString();
            histories.then(day, any(Confidence.values()), random.nextBoolean() ? disclosure() : claim());
        }
        return histories;
    }

    private Event disclosure() {
        Money low = money(random.nextInt(10));
        Money high = low.plus(random.nextInt(10));
        return new DisclosureRecorded(
                new PartyId(any("dell", "xai")),
                any(Metric.values()),
                new FiscalPeriod(any("FY2024", "FY2024-Q3", "FY2025-Q1")),
                any(low, null),
                any(new MoneyRange(low, high), new MoneyRange(null, high), new MoneyRange(low, null), null),
                any(BigDecimal.valueOf(random.nextInt(200) - 100, 1), null));
    }

    private Event claim() {
        BigDecimal low = BigDecimal.valueOf(random.nextInt(10));
        return new ClaimRecorded(
                new Subject(any(Subject.Kind.PARTY, Subject.Kind.PARTY, Subject.Kind.ORDER), any("dell", "xai")),
                any("GPUs", "orders"),
                any(new Quantity(low, "GPU"), null),
                any(new QuantityRange(low, null, "MW"), new QuantityRange(null, low, "GPU"), null),
                any("a text", null));
    }

    private Money money(int amount) {
        return Money.parse(any("USD ", "EUR ") + amount + ".00");
    }

    @SafeVarargs
    private <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }
}
