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
            case FacilityLeased e -> {
                tags.add(Tag.of(e.lease()));
                tags.add(Tag.of(e.facility()));
                tags.add(Tag.of(e.lessor()));
                tags.add(Tag.of(e.tenant()));
            }
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
            case AnomalyFlagged e -> tags.addAll(e.about());
            case CommandRefused e -> tags.addAll(e.about());
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
}
