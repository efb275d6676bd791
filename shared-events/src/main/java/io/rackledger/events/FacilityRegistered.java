package io.rackledger.events;

/** A facility is known from now on, with who controls it. */
public record FacilityRegistered(FacilityId facility, PartyId controller, Place place, Limits limits)
        implements Event {}
