package io.rackledger.query.publish;

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
import io.rackledger.events.Recorded;
import io.rackledger.events.RiskSignalRecorded;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.ServerOrderAmended;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.SourceRegistered;
import io.rackledger.events.Subject;
import io.rackledger.events.SupplierLinked;
import io.rackledger.events.SupplierUnlinked;
import io.rackledger.events.SupplyStateReported;
import io.rackledger.events.Tag;
import io.rackledger.events.TradingSuspended;
import io.rackledger.events.WorkloadPlaced;
import io.rackledger.events.WorkloadTransitioned;
import io.rackledger.ledger.Ledger;
import io.rackledger.query.follow.LedgerEvents;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which entity each event is about, written {@code kind:id}: what an event of the topic is found by, and in whose order it
 * stands. What changes an earlier fact has that fact's subject, as it was first recorded. Thread-safe.
 */
final class Subjects {
    private static final Set<String> KINDS =
            Arrays.stream(Subject.Kind.values()).map(Subject.Kind::toString).collect(Collectors.toUnmodifiableSet());

    private final Ledger ledger;
    private final LedgerEvents events;

    Subjects(Ledger ledger) {
        this.ledger = ledger;
        this.events = new LedgerEvents(ledger);
    }

    /** The subject of an event that the ledger holds. */
    String of(Recorded recorded) {
        Tag subject = about(recorded);
        return subject.key() + ":" + subject.value();
    }

    private Tag about(long position) {
        return about(events.read(ledger.read(position, 1).getFirst()));
    }

    private Tag about(Recorded recorded) {
        return switch (recorded.event()) {
            case PartyRegistered e -> Tag.of(e.party());
            case PartyRoleAssigned e -> Tag.of(e.party());
            case PartySucceeded e -> Tag.of(e.predecessor());
            case SourceRegistered e -> Tag.of(e.source());
            case ProgrammeDefined e -> Tag.of(e.programme());
            case ServerOrderPlaced e -> Tag.of(e.order());
            case ServerOrderAmended e -> Tag.of(e.order());
            case OrderShiftedToVendor e -> Tag.of(e.order());
            case DeliveryRecorded e -> Tag.of(e.order());
            case OrderCancelled e -> Tag.of(e.order());
            case FacilityRegistered e -> Tag.of(e.facility());
            case FacilityCapacityChanged e -> Tag.of(e.facility());
            case WorkloadPlaced e -> Tag.of(e.facility());
            case WorkloadTransitioned e -> Tag.of(e.party());
            case FacilityLeased e -> Tag.of(e.lease());
            case LeaseAmended e -> Tag.of(e.lease());
            case LeaseTerminated e -> Tag.of(e.lease());
            case SecurityListed e -> Tag.of(e.listing());
            case FilingRecorded e -> Tag.of(e.listing());
            case ComplianceCaseOpened e -> Tag.of(e.listing());
            case DelinquencyAdded e -> Tag.of(e.listing());
            case CompliancePlanSubmitted e -> Tag.of(e.listing());
            case ExceptionGranted e -> Tag.of(e.listing());
            case DeficiencyCured e -> Tag.of(e.listing());
            case DelistingDetermined e -> Tag.of(e.listing());
            case HearingRequested e -> Tag.of(e.listing());
            case TradingSuspended e -> Tag.of(e.listing());
            case SecurityDelisted e -> Tag.of(e.listing());
            case RiskSignalRecorded e -> Tag.of(e.party());
            case DisclosureRecorded e -> Tag.of(e.party());
            case ObligationRecorded e -> Tag.of(e.obligation());
            case ObligationTriggered e -> Tag.of(e.obligation());
            case SupplierLinked e -> Tag.of(e.customer());
            case SupplierUnlinked e -> Tag.of(e.customer());
            case SupplyStateReported e -> supply(e);
            case FinancingRoundOpened e -> Tag.of(e.round());
            case FinancingRoundRevised e -> Tag.of(e.round());
            case FinancingRoundClosed e -> Tag.of(e.round());
            case AllianceFormed e -> Tag.of(e.alliance());
            case AllianceMemberJoined e -> Tag.of(e.alliance());
            case AllianceMemberLeft e -> Tag.of(e.alliance());
            case ClaimRecorded e -> e.subject().tag();
            case ContradictionRaised e -> e.subject().tag();
            case ContradictionResolved e -> e.subject().tag();
            case FactCorrected e -> about(e.position());
            case FactRetracted e -> about(e.position());
            case AnomalyFlagged e -> first(e.about(), recorded);
            case CommandRefused e -> first(e.about(), recorded);
        };
    }

    /** The first entity of those that a command is about; it alone, if it is about none. */
    private static Tag first(List<Tag> about, Recorded recorded) {
        return about.stream()
                .filter(tag -> KINDS.contains(tag.key()))
                .findFirst()
                .orElse(Tag.command(recorded.command()));
    }

    private static Tag supply(SupplyStateReported event) {
        if (event.party() != null) {
            return Tag.of(event.party());
        }
        return Tag.dimension(Objects.requireNonNull(event.dimension(), "party or dimension is there"));
    }
}
