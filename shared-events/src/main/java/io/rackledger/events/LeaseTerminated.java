package io.rackledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A lease ended before its time.
 *
 * @param noticeOn when notice was given; null where nobody says
 */
public record LeaseTerminated(
        LeaseId lease,
        FacilityId facility,
        PartyId lessor,
        PartyId tenant,
        @Nullable ValidTime noticeOn) implements Event {}
