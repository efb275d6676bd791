package io.rackledger.command.decision;

import io.rackledger.events.AllianceFormed;
import io.rackledger.events.AllianceId;
import io.rackledger.events.CaseId;
import io.rackledger.events.ComplianceCaseOpened;
import io.rackledger.events.DeliveryId;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.EntityId;
import io.rackledger.events.Event;
import io.rackledger.events.FacilityId;
import io.rackledger.events.FacilityLeased;
import io.rackledger.events.FacilityRegistered;
import io.rackledger.events.FinancingRoundOpened;
import io.rackledger.events.LeaseId;
import io.rackledger.events.ListingId;
import io.rackledger.events.LotId;
import io.rackledger.events.ObligationId;
import io.rackledger.events.ObligationRecorded;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.ProgrammeDefined;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.RoundId;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.SourceId;
import io.rackledger.events.SourceRegistered;
import io.rackledger.events.Tag;

/** What each kind of entity is called in rules, and which event brings it into being. */
final class Entities {
    private Entities() {}

    static String kind(EntityId id) {
        return switch (id) {
            case PartyId i -> "party";
            case OrderId i -> "order";
            case LotId i -> "lot";
            case FacilityId i -> "facility";
            case LeaseId i -> "lease";
            case ProgrammeId i -> "programme";
            case ListingId i -> "listing";
            case CaseId i -> "case";
            case SourceId i -> "source";
            case DeliveryId i -> "delivery";
            case ObligationId i -> "obligation";
            case RoundId i -> "round";
            case AllianceId i -> "alliance";
        };
    }

    static Class<? extends Event> origin(EntityId id) {
        return switch (id) {
            case PartyId i -> PartyRegistered.class;
            case OrderId i -> ServerOrderPlaced.class;
            case FacilityId i -> FacilityRegistered.class;
            case LeaseId i -> FacilityLeased.class;
            case ProgrammeId i -> ProgrammeDefined.class;
            case ListingId i -> SecurityListed.class;
            case CaseId i -> ComplianceCaseOpened.class;
            case SourceId i -> SourceRegistered.class;
            case DeliveryId i -> DeliveryRecorded.class;
            case ObligationId i -> ObligationRecorded.class;
            case RoundId i -> FinancingRoundOpened.class;
            case AllianceId i -> AllianceFormed.class;
            case LotId i -> throw new IllegalStateException("a lot comes into being within its order");
        };
    }

    static Tag tag(EntityId id) {
        return switch (id) {
            case PartyId i -> Tag.of(i);
            case OrderId i -> Tag.of(i);
            case FacilityId i -> Tag.of(i);
            case LeaseId i -> Tag.of(i);
            case ProgrammeId i -> Tag.of(i);
            case ListingId i -> Tag.of(i);
            case CaseId i -> Tag.of(i);
            case SourceId i -> Tag.of(i);
            case DeliveryId i -> Tag.of(i);
            case ObligationId i -> Tag.of(i);
            case RoundId i -> Tag.of(i);
            case AllianceId i -> Tag.of(i);
            case LotId i -> throw new IllegalStateException("a lot is found by its order");
        };
    }
}
