package io.rackledger.events;

/** A party left an alliance. */
public record AllianceMemberLeft(AllianceId alliance, PartyId party) implements Event {}
