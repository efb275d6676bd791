package io.rackledger.events.wire;

import io.rackledger.events.AllianceFormed;
import io.rackledger.events.AllianceMemberJoined;
import io.rackledger.events.AllianceMemberLeft;
import io.rackledger.events.AnomalyFlagged;
import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.CommandRefused;
import io.rackledger.events.ComplianceCaseOpened;
import io.rackledger.events.CompliancePlanSubmitted;
import io.rackledger.events.ContradictionRaised;
import io.rackledger.events.ContradictionResolved;
import io.rackledger.events.DeficiencyCured;
import io.rackledger.events.DelinquencyAdded;
import io.rackledger.events.DelistingDetermined;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.DisclosureRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.ExceptionGranted;
import io.rackledger.events.FacilityCapacityChanged;
import io.rackledger.events.FacilityLeased;
import io.rackledger.events.FacilityRegistered;
import io.rackledger.events.FactCorrected;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.FilingRecorded;
import io.rackledger.events.FinancingRoundClosed;
import io.rackledger.events.FinancingRoundOpened;
import io.rackledger.events.FinancingRoundRevised;
import io.rackledger.events.HearingRequested;
import io.rackledger.events.LeaseAmended;
import io.rackledger.events.LeaseTerminated;
import io.rackledger.events.ObligationRecorded;
import io.rackledger.events.ObligationTriggered;
import io.rackledger.events.OrderCancelled;
import io.rackledger.events.OrderShiftedToVendor;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.PartyRoleAssigned;
import io.rackledger.events.PartySucceeded;
import io.rackledger.events.ProgrammeDefined;
import io.rackledger.events.RiskSignalRecorded;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.ServerOrderAmended;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.SourceRegistered;
import io.rackledger.events.SupplierLinked;
import io.rackledger.events.SupplierUnlinked;
import io.rackledger.events.SupplyStateReported;
import io.rackledger.events.TradingSuspended;
import io.rackledger.events.WorkloadPlaced;
import io.rackledger.events.WorkloadTransitioned;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The name and current version under which each event is written, by hand and for ever. */
public enum EventType {
    PARTY_REGISTERED("party-registered", 1, PartyRegistered.class),
    SOURCE_REGISTERED("source-registered", 1, SourceRegistered.class),
    PROGRAMME_DEFINED("programme-defined", 1, ProgrammeDefined.class),
    SERVER_ORDER_PLACED("server-order-placed", 1, ServerOrderPlaced.class),
    ORDER_SHIFTED_TO_VENDOR("order-shifted-to-vendor", 1, OrderShiftedToVendor.class),
    DELIVERY_RECORDED("delivery-recorded", 1, DeliveryRecorded.class),
    ORDER_CANCELLED("order-cancelled", 1, OrderCancelled.class),
    FACILITY_REGISTERED("facility-registered", 1, FacilityRegistered.class),
    WORKLOAD_PLACED("workload-placed", 1, WorkloadPlaced.class),
    WORKLOAD_TRANSITIONED("workload-transitioned", 1, WorkloadTransitioned.class),
    FACILITY_LEASED("facility-leased", 1, FacilityLeased.class),
    SECURITY_LISTED("security-listed", 1, SecurityListed.class),
    FILING_RECORDED("filing-recorded", 1, FilingRecorded.class),
    COMPLIANCE_CASE_OPENED("compliance-case-opened", 1, ComplianceCaseOpened.class),
    DELINQUENCY_ADDED("delinquency-added", 1, DelinquencyAdded.class),
    COMPLIANCE_PLAN_SUBMITTED("compliance-plan-submitted", 1, CompliancePlanSubmitted.class),
    EXCEPTION_GRANTED("exception-granted", 1, ExceptionGranted.class),
    DEFICIENCY_CURED("deficiency-cured", 1, DeficiencyCured.class),
    DELISTING_DETERMINED("delisting-determined", 1, DelistingDetermined.class),
    TRADING_SUSPENDED("trading-suspended", 1, TradingSuspended.class),
    SECURITY_DELISTED("security-delisted", 1, SecurityDelisted.class),
    RISK_SIGNAL_RECORDED("risk-signal-recorded", 1, RiskSignalRecorded.class),
    OBLIGATION_RECORDED("obligation-recorded", 1, ObligationRecorded.class),
    OBLIGATION_TRIGGERED("obligation-triggered", 1, ObligationTriggered.class),
    PARTY_ROLE_ASSIGNED("party-role-assigned", 1, PartyRoleAssigned.class),
    PARTY_SUCCEEDED("party-succeeded", 1, PartySucceeded.class),
    CLAIM_RECORDED("claim-recorded", 1, ClaimRecorded.class),
    SERVER_ORDER_AMENDED("server-order-amended", 1, ServerOrderAmended.class),
    SUPPLIER_LINKED("supplier-linked", 1, SupplierLinked.class),
    SUPPLIER_UNLINKED("supplier-unlinked", 1, SupplierUnlinked.class),
    SUPPLY_STATE_REPORTED("supply-state-reported", 1, SupplyStateReported.class),
    DISCLOSURE_RECORDED("disclosure-recorded", 1, DisclosureRecorded.class),
    HEARING_REQUESTED("hearing-requested", 1, HearingRequested.class),
    FACILITY_CAPACITY_CHANGED("facility-capacity-changed", 1, FacilityCapacityChanged.class),
    LEASE_AMENDED("lease-amended", 1, LeaseAmended.class),
    LEASE_TERMINATED("lease-terminated", 1, LeaseTerminated.class),
    FINANCING_ROUND_OPENED("financing-round-opened", 1, FinancingRoundOpened.class),
    FINANCING_ROUND_REVISED("financing-round-revised", 1, FinancingRoundRevised.class),
    FINANCING_ROUND_CLOSED("financing-round-closed", 1, FinancingRoundClosed.class),
    ALLIANCE_FORMED("alliance-formed", 1, AllianceFormed.class),
    ALLIANCE_MEMBER_JOINED("alliance-member-joined", 1, AllianceMemberJoined.class),
    ALLIANCE_MEMBER_LEFT("alliance-member-left", 1, AllianceMemberLeft.class),
    FACT_CORRECTED("fact-corrected", 1, FactCorrected.class),
    FACT_RETRACTED("fact-retracted", 1, FactRetracted.class),
    CONTRADICTION_RAISED("contradiction-raised", 1, ContradictionRaised.class),
    CONTRADICTION_RESOLVED("contradiction-resolved", 1, ContradictionResolved.class),
    ANOMALY_FLAGGED("anomaly-flagged", 1, AnomalyFlagged.class),
    COMMAND_REFUSED("command-refused", 1, CommandRefused.class);

    private static final Map<String, EventType> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::wireName, Function.identity()));
    private static final Map<Class<? extends Event>, EventType> BY_CLASS =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(EventType::eventClass, Function.identity()));

    private final String wireName;
    private final int version;
    private final Class<? extends Event> eventClass;

    EventType(String wireName, int version, Class<? extends Event> eventClass) {
        this.wireName = wireName;
        this.version = version;
        this.eventClass = eventClass;
    }

    /** The name, without the version. */
    public String wireName() {
        return wireName;
    }

    /** The version that is written today. */
    public int version() {
        return version;
    }

    /** Name and version, such as {@code server-order-placed.v1}. */
    public String qualifiedName() {
        return wireName + ".v" + version;
    }

    public Class<? extends Event> eventClass() {
        return eventClass;
    }

    /**
     * The type of that name.
     *
     * @throws UnknownEventException if there is none
     */
    public static EventType named(String wireName) {
        EventType type = BY_NAME.get(wireName);
        if (type == null) {
            throw new UnknownEventException("no event is named '" + wireName + "'", null);
        }
        return type;
    }

    public static EventType of(Event event) {
        return of(event.getClass());
    }

    public static EventType of(Class<? extends Event> eventClass) {
        EventType type = BY_CLASS.get(eventClass);
        if (type == null) {
            throw new IllegalStateException(eventClass.getSimpleName() + " has no wire name");
        }
        return type;
    }
}
