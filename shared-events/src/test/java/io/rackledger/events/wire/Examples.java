package io.rackledger.events.wire;

import io.rackledger.events.AllianceFormed;
import io.rackledger.events.AllianceId;
import io.rackledger.events.AllianceMemberJoined;
import io.rackledger.events.AllianceMemberLeft;
import io.rackledger.events.Allocation;
import io.rackledger.events.AnomalyFlagged;
import io.rackledger.events.Authority;
import io.rackledger.events.CapacityDimension;
import io.rackledger.events.CaseId;
import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.CommandRefused;
import io.rackledger.events.ComplianceCaseOpened;
import io.rackledger.events.CompliancePlanSubmitted;
import io.rackledger.events.ContradictionRaised;
import io.rackledger.events.ContradictionResolved;
import io.rackledger.events.DeficiencyCured;
import io.rackledger.events.DelinquencyAdded;
import io.rackledger.events.DelistingDetermined;
import io.rackledger.events.DeliveryId;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.DisclosureRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.ExceptionGranted;
import io.rackledger.events.FacilityCapacityChanged;
import io.rackledger.events.FacilityId;
import io.rackledger.events.FacilityLeased;
import io.rackledger.events.FacilityRegistered;
import io.rackledger.events.FactCorrected;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.FilerStatus;
import io.rackledger.events.FilingRecorded;
import io.rackledger.events.FinancingRoundClosed;
import io.rackledger.events.FinancingRoundOpened;
import io.rackledger.events.FinancingRoundRevised;
import io.rackledger.events.FiscalPeriod;
import io.rackledger.events.HearingRequested;
import io.rackledger.events.Identifiers;
import io.rackledger.events.LeaseAmended;
import io.rackledger.events.LeaseId;
import io.rackledger.events.LeaseTerminated;
import io.rackledger.events.LeaseTerms;
import io.rackledger.events.Limits;
import io.rackledger.events.ListingId;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.Membership;
import io.rackledger.events.Metric;
import io.rackledger.events.MoneyRange;
import io.rackledger.events.ObligationId;
import io.rackledger.events.ObligationRecorded;
import io.rackledger.events.ObligationTriggered;
import io.rackledger.events.OrderCancelled;
import io.rackledger.events.OrderId;
import io.rackledger.events.OrderShiftedToVendor;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.PartyRoleAssigned;
import io.rackledger.events.PartySucceeded;
import io.rackledger.events.Period;
import io.rackledger.events.Place;
import io.rackledger.events.PriceBasis;
import io.rackledger.events.ProgrammeDefined;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.Quantity;
import io.rackledger.events.QuantityRange;
import io.rackledger.events.Report;
import io.rackledger.events.RiskSignalRecorded;
import io.rackledger.events.Role;
import io.rackledger.events.RoundId;
import io.rackledger.events.RoundTerms;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.ServerOrderAmended;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.Signal;
import io.rackledger.events.SourceId;
import io.rackledger.events.SourceRegistered;
import io.rackledger.events.Stated;
import io.rackledger.events.Subject;
import io.rackledger.events.SupplierLinked;
import io.rackledger.events.SupplierUnlinked;
import io.rackledger.events.SupplyDimension;
import io.rackledger.events.SupplyRate;
import io.rackledger.events.SupplyState;
import io.rackledger.events.SupplyStateReported;
import io.rackledger.events.Tag;
import io.rackledger.events.TradingSuspended;
import io.rackledger.events.Trigger;
import io.rackledger.events.ValidTime;
import io.rackledger.events.ValuationBasis;
import io.rackledger.events.WorkloadPlaced;
import io.rackledger.events.WorkloadTransitioned;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** One event of every type, with every field filled where that makes sense. */
final class Examples {
    private static final PartyId XAI = new PartyId("xai");
    private static final PartyId DELL = new PartyId("dell");
    private static final PartyId SUPERMICRO = new PartyId("supermicro");
    private static final OrderId ORDER = new OrderId("ord-1");
    private static final ProgrammeId PROGRAMME = new ProgrammeId("colossus");
    private static final LotId LOT = new LotId("ord-1-dell");
    private static final ListingId LISTING = new ListingId("smci-xnas");
    private static final CaseId CASE = new CaseId("smci-2024");
    private static final FacilityId SITE = new FacilityId("colossus-1");
    private static final ObligationId OBLIGATION = new ObligationId("conv-2029");
    private static final Trigger TRIGGER = new Trigger(Trigger.Cause.DELISTING, Trigger.Effect.HOLDER_PUT);
    private static final Report REPORT = new Report("10-K", LocalDate.of(2024, 6, 30));
    private static final Measures FULL =
            new Measures(800L, 6400L, 51200L, new BigDecimal("96.5"), usd("6000000000.00"), new BigDecimal("0.5"));

    private static final AllianceId ALLIANCE = new AllianceId("ai-infrastructure");
    private static final RoundTerms ROUND = new RoundTerms(
            usd("6000000000.00"),
            usd("18000000000.00"),
            ValuationBasis.PRE,
            usd("6000000000.00"),
            usd("18000000000.00"),
            usd("24000000000.00"));

    private Examples() {}

    private static Money usd(String amount) {
        return Money.of(CurrencyUnit.USD, new BigDecimal(amount));
    }

    static List<Event> all() {
        return List.of(
                new PartyRegistered(
                        DELL,
                        "Dell Technologies Inc.",
                        List.of(Role.VENDOR, Role.MANUFACTURER),
                        new Identifiers("529900T8BM49AURSDO55", "0001571996", "DELL", "XNYS")),
                new SourceRegistered(
                        new SourceId("s2"),
                        "A title – with “signs”",
                        "A paper",
                        ValidTime.parse("2024-12-01"),
                        "ab".repeat(32)),
                new ProgrammeDefined(
                        PROGRAMME, XAI, "Colossus", 102400L, ValidTime.parse("2024-Q4"), new BigDecimal("0.8")),
                new ServerOrderPlaced(ORDER, XAI, PROGRAMME, FULL, List.of(new Allocation(LOT, DELL, FULL))),
                new OrderShiftedToVendor(
                        ORDER,
                        XAI,
                        PROGRAMME,
                        SUPERMICRO,
                        DELL,
                        new LotId("ord-1-dell-2"),
                        List.of(new OrderShiftedToVendor.Moved(new LotId("ord-1-smci"), FULL)),
                        FULL,
                        true,
                        "risk of delisting",
                        new Stated(null, new MoneyRange(usd("2000000000.00"), usd("6000000000.00")))),
                new DeliveryRecorded(new DeliveryId("dlv-1"), ORDER, XAI, PROGRAMME, LOT, DELL, FULL, SITE),
                new OrderCancelled(ORDER, XAI, null, LOT, DELL, Measures.UNKNOWN, true, null),
                new FacilityRegistered(
                        SITE,
                        XAI,
                        new Place("USMEM", "Memphis, Tennessee"),
                        new Limits(
                                new BigDecimal("300"), new BigDecimal("320"), 2000L, new BigDecimal("800"), 200000L)),
                new WorkloadPlaced(SITE, XAI, new BigDecimal("300")),
                new WorkloadTransitioned(XAI, SITE, new FacilityId("colossus-2"), new BigDecimal("300")),
                new FacilityLeased(
                        new LeaseId("lease-1"),
                        SITE,
                        XAI,
                        new PartyId("anthropic"),
                        new BigDecimal("300"),
                        220000L,
                        new Period(ValidTime.parse("2026-05"), ValidTime.parse("2029-05")),
                        usd("1250000000.00"),
                        90),
                new SecurityListed(
                        LISTING,
                        SUPERMICRO,
                        "SMCI",
                        "XNAS",
                        "GLOBAL_SELECT",
                        MonthDay.of(6, 30),
                        FilerStatus.LARGE_ACCELERATED),
                new FilingRecorded(LISTING, SUPERMICRO, "NT 10-K", LocalDate.of(2024, 6, 30)),
                new ComplianceCaseOpened(CASE, LISTING, SUPERMICRO, "5250(c)(1)", List.of(REPORT)),
                new DelinquencyAdded(CASE, LISTING, SUPERMICRO, List.of(REPORT)),
                new CompliancePlanSubmitted(CASE, LISTING, SUPERMICRO),
                new ExceptionGranted(CASE, LISTING, SUPERMICRO, Authority.STAFF, LocalDate.of(2025, 2, 25)),
                new DeficiencyCured(CASE, LISTING, SUPERMICRO),
                new DelistingDetermined(CASE, LISTING, SUPERMICRO),
                new TradingSuspended(LISTING, CASE, SUPERMICRO),
                new SecurityDelisted(LISTING, CASE, SUPERMICRO),
                new RiskSignalRecorded(
                        SUPERMICRO, Signal.PRICE_SHOCK, new BigDecimal("-32.68"), PriceBasis.CLOSE, "an authority"),
                new ObligationRecorded(
                        OBLIGATION,
                        SUPERMICRO,
                        "convertible notes",
                        usd("1725000000.00"),
                        ValidTime.parse("2029-03-01"),
                        List.of(TRIGGER)),
                new ObligationTriggered(OBLIGATION, SUPERMICRO, LISTING, TRIGGER, usd("1725000000.00")),
                new PartyRoleAssigned(XAI, Role.COMPUTE_PROVIDER),
                new PartySucceeded(XAI, new PartyId("x-holdings")),
                new ClaimRecorded(
                        new Subject(Subject.Kind.LEASE, "lease-1"),
                        "gpus",
                        new Quantity(new BigDecimal("220000"), "GPU"),
                        new QuantityRange(new BigDecimal("220000"), null, "GPU"),
                        "over 220,000"),
                new ServerOrderAmended(ORDER, XAI, PROGRAMME, LOT, DELL, FULL),
                new SupplierLinked(new PartyId("wistron"), DELL, "ASSEMBLY", new BigDecimal("0.6")),
                new SupplierUnlinked(new PartyId("wistron"), DELL, "ASSEMBLY"),
                new SupplyStateReported(
                        new PartyId("inventec"),
                        "Mexico",
                        "B200",
                        SupplyDimension.GPU,
                        SupplyState.READY,
                        new SupplyRate(new Quantity(new BigDecimal("500"), "racks"), SupplyRate.Per.MONTH),
                        ValidTime.parse("2025-Q1")),
                new DisclosureRecorded(
                        SUPERMICRO,
                        Metric.REVENUE,
                        new FiscalPeriod("FY2024-Q3"),
                        usd("3850000000.00"),
                        new MoneyRange(usd("3700000000.00"), null),
                        new BigDecimal("200")),
                new HearingRequested(CASE, LISTING, SUPERMICRO, LocalDate.of(2024, 12, 31)),
                new FacilityCapacityChanged(SITE, CapacityDimension.POWER_MW, new BigDecimal("450")),
                new LeaseAmended(
                        new LeaseId("lease-1"),
                        SITE,
                        XAI,
                        new PartyId("anthropic"),
                        new LeaseTerms(
                                new BigDecimal("250"), 180000L, ValidTime.parse("2030"), usd("1000000000.00"), 120),
                        ValidTime.parse("2026-11-01")),
                new LeaseTerminated(
                        new LeaseId("lease-1"), SITE, XAI, new PartyId("anthropic"), ValidTime.parse("2026-11-01")),
                new FinancingRoundOpened(new RoundId("xai-b"), XAI, ROUND),
                new FinancingRoundRevised(new RoundId("xai-b"), XAI, ROUND),
                new FinancingRoundClosed(new RoundId("xai-b"), XAI, ROUND),
                new AllianceFormed(
                        ALLIANCE,
                        "AI infrastructure",
                        List.of(
                                new Membership(XAI, Membership.Part.RESEARCH, Membership.Kind.MEMBER),
                                new Membership(DELL, Membership.Part.OTHER, Membership.Kind.COLLABORATOR))),
                new AllianceMemberJoined(
                        ALLIANCE, new Membership(SUPERMICRO, Membership.Part.CHIPS, Membership.Kind.ADVISOR)),
                new AllianceMemberLeft(ALLIANCE, SUPERMICRO),
                new FactCorrected(
                        "0199-event",
                        12,
                        new DeliveryRecorded(new DeliveryId("dlv-1"), ORDER, XAI, PROGRAMME, LOT, DELL, FULL, SITE),
                        ValidTime.parse("2024-11-18"),
                        List.of(Tag.of(ORDER), Tag.buyer(XAI)),
                        "the source corrected it"),
                new FactRetracted("0199-event", 12, List.of(Tag.of(ORDER), Tag.buyer(XAI)), "the source withdrew it"),
                new ContradictionRaised(
                        List.of("0199-one", "0199-other"),
                        new Subject(Subject.Kind.ORDER, "ord-1"),
                        "share",
                        "half and half against all"),
                new ContradictionResolved(
                        List.of("0199-one", "0199-other"),
                        new Subject(Subject.Kind.ORDER, "ord-1"),
                        "share",
                        "0199-other",
                        "a change over time"),
                new AnomalyFlagged("vendor-blocked", true, "it may be suspended by then", List.of(Tag.of(ORDER))),
                new CommandRefused(
                        "shift-order-to-vendor",
                        "exceeds-open",
                        "more than is open",
                        List.of(Tag.of(ORDER), Tag.buyer(XAI))));
    }
}
