package io.rackledger.query.fold;

import io.rackledger.events.Authority;
import io.rackledger.events.CaseId;
import io.rackledger.events.ComplianceCaseOpened;
import io.rackledger.events.CompliancePlanSubmitted;
import io.rackledger.events.Confidence;
import io.rackledger.events.DeficiencyCured;
import io.rackledger.events.DelinquencyAdded;
import io.rackledger.events.DelistingDetermined;
import io.rackledger.events.Event;
import io.rackledger.events.ExceptionGranted;
import io.rackledger.events.FilerStatus;
import io.rackledger.events.FilingRecorded;
import io.rackledger.events.HearingRequested;
import io.rackledger.events.ListingId;
import io.rackledger.events.ObligationId;
import io.rackledger.events.ObligationRecorded;
import io.rackledger.events.ObligationTriggered;
import io.rackledger.events.PartyId;
import io.rackledger.events.PriceBasis;
import io.rackledger.events.Report;
import io.rackledger.events.RiskSignalRecorded;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.Signal;
import io.rackledger.events.TradingSuspended;
import io.rackledger.events.Trigger;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Random;
import org.joda.money.Money;

/** Any events about parties, listings and cases, in any order. */
public final class RandomListings {
    private static final Trigger TRIGGER = new Trigger(Trigger.Cause.DELISTING, Trigger.Effect.ACCELERATION);
    private static final Money PRINCIPAL = Money.parse("USD 5.00");

    private final Random random;

    public RandomListings(Random random) {
        this.random = random;
    }

    public Histories history() {
        Histories histories = new Histories();
        for (int i = 1 + random.nextInt(30); i > 0; i--) {
            String day = LocalDate.of(2024, 1, 1).plusDays(random.nextInt(500)).toString();
            histories.then(day, any(Confidence.values()), event());
        }
        return histories;
    }

    private Event event() {
        PartyId party = new PartyId(any("dell", "supermicro"));
        ListingId listing = new ListingId(party + "-" + any("a", "b"));
        CaseId file = new CaseId(party + "-case-" + random.nextInt(3));
        return switch (random.nextInt(14)) {
            case 0 ->
                new SecurityListed(
                        listing,
                        party,
                        "TICK",
                        any("XNAS", "XNYS", "XLON"),
                        "MAIN",
                        MonthDay.of(12, 31),
                        any(FilerStatus.values()));
            case 1 -> filing(listing, party);
            case 2 ->
                new ComplianceCaseOpened(
                        file, listing, party, any("5250(c)(1)", "5450(a)(1)", "802.01E", "other"), reports());
            case 3 -> new DelinquencyAdded(file, listing, party, reports());
            case 4 -> new CompliancePlanSubmitted(file, listing, party);
            case 5 -> new ExceptionGranted(file, listing, party, any(Authority.values()), LocalDate.of(2025, 2, 25));
            case 6 -> new DeficiencyCured(file, listing, party);
            case 7 -> new DelistingDetermined(file, listing, party);
            case 8 -> new TradingSuspended(listing, file, party);
            case 9 -> new SecurityDelisted(listing, file, party);
            case 10 ->
                new ObligationRecorded(
                        new ObligationId("ob-1"),
                        party,
                        "notes",
                        PRINCIPAL,
                        random.nextBoolean() ? null : ValidTime.parse("2024-Q4"),
                        List.of(TRIGGER));
            case 12 ->
                new HearingRequested(file, listing, party, random.nextBoolean() ? null : LocalDate.of(2025, 4, 30));
            case 11 -> new ObligationTriggered(new ObligationId("ob-1"), party, listing, TRIGGER, PRINCIPAL);
            default ->
                new RiskSignalRecorded(
                        party,
                        any(Signal.values()),
                        random.nextBoolean() ? null : BigDecimal.valueOf(-random.nextInt(100)),
                        random.nextBoolean() ? null : any(PriceBasis.values()),
                        random.nextBoolean() ? null : "an authority");
        };
    }

    private FilingRecorded filing(ListingId listing, PartyId party) {
        String form = any("10-K", "10-Q", "NT 10-K", "NT 10-Q", "8-K 3.01");
        return new FilingRecorded(listing, party, form, random.nextInt(5) == 0 ? null : periodEnd());
    }

    private List<Report> reports() {
        return random.nextInt(4) == 0 ? List.of() : List.of(new Report(any("10-K", "10-Q"), periodEnd()));
    }

    private LocalDate periodEnd() {
        return LocalDate.parse(any("2023-12-31", "2024-03-31", "2024-06-30", "2024-09-30"));
    }

    @SafeVarargs
    private <T> T any(T... values) {
        return values[random.nextInt(values.length)];
    }
}
