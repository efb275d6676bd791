package io.rackledger.query.fold;

import io.rackledger.events.Authority;
import io.rackledger.events.CaseId;
import io.rackledger.events.ComplianceCaseOpened;
import io.rackledger.events.CompliancePlanSubmitted;
import io.rackledger.events.Confidence;
import io.rackledger.events.DeficiencyCured;
import io.rackledger.events.DelinquencyAdded;
import io.rackledger.events.Event;
import io.rackledger.events.ExceptionGranted;
import io.rackledger.events.FilerStatus;
import io.rackledger.events.FilingRecorded;
import io.rackledger.events.ListingId;
import io.rackledger.events.ObligationId;
import io.rackledger.events.ObligationRecorded;
import io.rackledger.events.PartyId;
import io.rackledger.events.PriceBasis;
import io.rackledger.events.Report;
import io.rackledger.events.RiskSignalRecorded;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.Signal;
import io.rackledger.events.Trigger;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import org.joda.money.Money;

/** Supermicro and Nasdaq, 2024 and 2025, as it was. */
public final class ListingHistory {
    public static final PartyId SUPERMICRO = new PartyId("supermicro");
    public static final ListingId LISTING = new ListingId("smci-xnas");
    public static final CaseId CASE = new CaseId("smci-2024");
    public static final Report ANNUAL = new Report("10-K", LocalDate.parse("2024-06-30"));
    public static final Report QUARTERLY = new Report("10-Q", LocalDate.parse("2024-09-30"));

    private ListingHistory() {}

    public static Histories real() {
        return untilException()
                .then("2025-02-25", Confidence.FILED, filed("10-K", "2024-06-30"))
                .then("2025-02-25", Confidence.FILED, filed("10-Q", "2024-09-30"))
                .then("2025-02-25", Confidence.FILED, filed("10-Q", "2024-12-31"))
                .then("2025-02-25", Confidence.FILED, signal(Signal.ADVERSE_CONTROLS))
                .then("2025-02-25", new DeficiencyCured(CASE, LISTING, SUPERMICRO));
    }

    public static Histories untilException() {
        return new Histories()
                .then("2020-01", listed())
                .then("2018-08-23", Confidence.FILED, signal(Signal.PRIOR_DELISTING))
                .then(
                        "2024-02",
                        new ObligationRecorded(
                                new ObligationId("conv-2029"),
                                SUPERMICRO,
                                "convertible notes",
                                Money.parse("USD 1725000000.00"),
                                ValidTime.parse("2029"),
                                List.of(new Trigger(Trigger.Cause.DELISTING, Trigger.Effect.HOLDER_PUT))))
                .then("2024-08-30", Confidence.FILED, filed("NT 10-K", "2024-06-30"))
                .then("2024-09-17", opened(ANNUAL))
                .then("2024-09-26", Confidence.REPORTED, signal(Signal.PROBE))
                .then("2024-10-30", Confidence.FILED, signal(Signal.AUDITOR_RESIGNED))
                .then("2024-10-30", Confidence.FILED, shock("-32.68", PriceBasis.CLOSE))
                .then("2024-11-13", Confidence.FILED, filed("NT 10-Q", "2024-09-30"))
                .then("2024-11-18", Confidence.FILED, signal(Signal.AUDITOR_ENGAGED))
                .then("2024-11-18", Confidence.FILED, new CompliancePlanSubmitted(CASE, LISTING, SUPERMICRO))
                .then("2024-11-19", new DelinquencyAdded(CASE, LISTING, SUPERMICRO, List.of(QUARTERLY)))
                .then(
                        "2024-12-06",
                        new ExceptionGranted(
                                CASE, LISTING, SUPERMICRO, Authority.STAFF, LocalDate.parse("2025-02-25")));
    }

    public static Event listed() {
        return new SecurityListed(
                LISTING,
                SUPERMICRO,
                "SMCI",
                "XNAS",
                "GLOBAL_SELECT",
                MonthDay.of(6, 30),
                FilerStatus.LARGE_ACCELERATED);
    }

    public static Event opened(Report... reports) {
        return new ComplianceCaseOpened(CASE, LISTING, SUPERMICRO, "5250(c)(1)", List.of(reports));
    }

    public static Event filed(String form, String periodEnd) {
        return new FilingRecorded(LISTING, SUPERMICRO, form, LocalDate.parse(periodEnd));
    }

    public static Event signal(Signal signal) {
        return new RiskSignalRecorded(SUPERMICRO, signal, null, null, null);
    }

    public static Event shock(String percent, PriceBasis basis) {
        return new RiskSignalRecorded(SUPERMICRO, Signal.PRICE_SHOCK, new BigDecimal(percent), basis, null);
    }
}
