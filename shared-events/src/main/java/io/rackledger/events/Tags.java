package io.rackledger.events;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tags of every event, from one exhaustive switch. */
public final class Tags {
    private Tags() {}

    /** What an event is about. */
    public static Set<Tag> of(Event event) {
        Set<Tag> tags = new LinkedHashSet<>();
        switch (event) {
            case PartyRegistered e -> {
                tags.add(Tag.of(e.party()));
                tags.addAll(of(e.identifiers()));
            }
            case SourceRegistered e -> {
                tags.add(Tag.of(e.source()));
                tags.add(Tag.sha256(e.sha256()));
            }
            case ProgrammeDefined e -> {
                tags.add(Tag.of(e.programme()));
                tags.add(Tag.of(e.owner()));
            }
            case ServerOrderPlaced e -> {
                order(tags, e.order(), e.buyer(), e.programme());
                e.allocations().forEach(allocation -> tags.add(Tag.vendor(allocation.vendor())));
            }
            case OrderShiftedToVendor e -> {
                order(tags, e.order(), e.buyer(), e.programme());
                tags.add(Tag.vendor(e.from()));
                tags.add(Tag.vendor(e.to()));
            }
            case DeliveryRecorded e -> {
                order(tags, e.order(), e.buyer(), e.programme());
                tags.add(Tag.vendor(e.vendor()));
                tags.add(Tag.of(e.delivery()));
                if (e.facility() != null) {
                    tags.add(Tag.of(e.facility()));
                }
            }
            case OrderCancelled e -> {
                order(tags, e.order(), e.buyer(), e.programme());
                tags.add(Tag.vendor(e.vendor()));
            }
            case FacilityRegistered e -> {
                tags.add(Tag.of(e.facility()));
                tags.add(Tag.of(e.controller()));
            }
            case WorkloadPlaced e -> {
                tags.add(Tag.of(e.facility()));
                tags.add(Tag.of(e.party()));
            }
            case WorkloadTransitioned e -> {
                tags.add(Tag.of(e.fromFacility()));
                tags.add(Tag.of(e.toFacility()));
                tags.add(Tag.of(e.party()));
            }
            case FacilityLeased e -> lease(tags, e.lease(), e.facility(), e.lessor(), e.tenant());
            case SecurityListed e -> {
                tags.add(Tag.of(e.listing()));
                tags.add(Tag.of(e.party()));
                tags.add(Tag.security(e.mic(), e.ticker()));
            }
            case FilingRecorded e -> listing(tags, e.listing(), e.party(), null);
            case ComplianceCaseOpened e -> listing(tags, e.listing(), e.party(), e.caseId());
            case DelinquencyAdded e -> listing(tags, e.listing(), e.party(), e.caseId());
            case CompliancePlanSubmitted e -> listing(tags, e.listing(), e.party(), e.caseId());
            case ExceptionGranted e -> listing(tags, e.listing(), e.party(), e.caseId());
            case DeficiencyCured e -> listing(tags, e.listing(), e.party(), e.caseId());
            case DelistingDetermined e -> listing(tags, e.listing(), e.party(), e.caseId());
            case TradingSuspended e -> listing(tags, e.listing(), e.party(), e.caseId());
            case SecurityDelisted e -> listing(tags, e.listing(), e.party(), e.caseId());
            case RiskSignalRecorded e -> tags.add(Tag.of(e.party()));
            case ObligationRecorded e -> {
                tags.add(Tag.of(e.obligation()));
                tags.add(Tag.of(e.party()));
            }
            case ObligationTriggered e -> {
                tags.add(Tag.of(e.obligation()));
                listing(tags, e.listing(), e.party(), null);
            }
            case PartyRoleAssigned e -> tags.add(Tag.of(e.party()));
            case PartySucceeded e -> {
                tags.add(Tag.of(e.predecessor()));
                tags.add(Tag.of(e.successor()));
                tags.add(Tag.succession());
            }
            case ClaimRecorded e -> tags.add(e.subject().tag());
            case ServerOrderAmended e -> {
                order(tags, e.order(), e.buyer(), e.programme());
                tags.add(Tag.vendor(e.vendor()));
            }
            case SupplierLinked e -> supply(tags, e.supplier(), e.customer(), e.component());
            case SupplierUnlinked e -> supply(tags, e.supplier(), e.customer(), e.component());
            case SupplyStateReported e -> {
                if (e.party() != null) {
                    tags.add(Tag.of(e.party()));
                }
                if (e.dimension() != null) {
                    tags.add(Tag.dimension(e.dimension()));
                }
            }
            case DisclosureRecorded e -> tags.add(Tag.of(e.party()));
            case HearingRequested e -> listing(tags, e.listing(), e.party(), e.caseId());
            case FacilityCapacityChanged e -> tags.add(Tag.of(e.facility()));
            case LeaseAmended e -> lease(tags, e.lease(), e.facility(), e.lessor(), e.tenant());
            case LeaseTerminated e -> lease(tags, e.lease(), e.facility(), e.lessor(), e.tenant());
            case FinancingRoundOpened e -> round(tags, e.round(), e.party());
            case FinancingRoundRevised e -> round(tags, e.round(), e.party());
            case FinancingRoundClosed e -> round(tags, e.round(), e.party());
            case AllianceFormed e -> {
                tags.add(Tag.of(e.alliance()));
                e.members().forEach(member -> tags.add(Tag.of(member.party())));
            }
            case AllianceMemberJoined e -> {
                tags.add(Tag.of(e.alliance()));
                tags.add(Tag.of(e.member().party()));
            }
            case AllianceMemberLeft e -> {
                tags.add(Tag.of(e.alliance()));
                tags.add(Tag.of(e.party()));
            }
            case FactCorrected e -> {
                tags.add(Tag.event(e.target()));
                tags.addAll(e.before());
                tags.addAll(of(e.corrected()));
            }
            case FactRetracted e -> {
                tags.add(Tag.event(e.target()));
                tags.addAll(e.before());
            }
            case ContradictionRaised e -> {
                tags.add(e.subject().tag());
                e.events().forEach(id -> tags.add(Tag.event(id)));
            }
            case ContradictionResolved e -> {
                tags.add(e.subject().tag());
                e.events().forEach(id -> tags.add(Tag.event(id)));
            }
            case AnomalyFlagged e -> tags.addAll(e.about());
            case CommandRefused e -> tags.addAll(e.about());
        }
        return tags;
    }

    /** What an event as the ledger holds it is about: itself, its command and its source too. */
    public static Set<Tag> of(Recorded recorded) {
        Set<Tag> tags = of(recorded.event());
        tags.add(Tag.event(recorded.id()));
        tags.add(Tag.command(recorded.command()));
        if (recorded.provenance() != null) {
            tags.add(Tag.of(recorded.provenance().source()));
        }
        return tags;
    }

    /** One tag for each identifier that belongs to one party only. */
    public static Set<Tag> of(Identifiers identifiers) {
        Set<Tag> tags = new LinkedHashSet<>();
        if (identifiers.lei() != null) {
            tags.add(Tag.identifier("lei", identifiers.lei()));
        }
        if (identifiers.cik() != null) {
            tags.add(Tag.identifier("cik", identifiers.cik()));
        }
        if (identifiers.ticker() != null && identifiers.mic() != null) {
            tags.add(Tag.identifier("ticker", identifiers.mic() + ":" + identifiers.ticker()));
        }
        return tags;
    }

    private static void order(Set<Tag> tags, OrderId order, PartyId buyer, @Nullable ProgrammeId programme) {
        tags.add(Tag.of(order));
        tags.add(Tag.buyer(buyer));
        if (programme != null) {
            tags.add(Tag.of(programme));
        }
    }

    private static void listing(Set<Tag> tags, ListingId listing, PartyId party, @Nullable CaseId caseId) {
        tags.add(Tag.of(listing));
        tags.add(Tag.of(party));
        if (caseId != null) {
            tags.add(Tag.of(caseId));
        }
    }

    private static void lease(Set<Tag> tags, LeaseId lease, FacilityId facility, PartyId lessor, PartyId tenant) {
        tags.add(Tag.of(lease));
        tags.add(Tag.of(facility));
        tags.add(Tag.of(lessor));
        tags.add(Tag.of(tenant));
    }

    private static void supply(Set<Tag> tags, PartyId supplier, PartyId customer, String component) {
        tags.add(Tag.of(supplier));
        tags.add(Tag.of(customer));
        tags.add(Tag.component(component));
    }

    private static void round(Set<Tag> tags, RoundId round, PartyId party) {
        tags.add(Tag.of(round));
        tags.add(Tag.of(party));
    }
}
