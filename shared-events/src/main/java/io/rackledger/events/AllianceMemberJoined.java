package io.rackledger.events;

/** A party joined an alliance. */
public record AllianceMemberJoined(AllianceId alliance, Membership member) implements Event {}
