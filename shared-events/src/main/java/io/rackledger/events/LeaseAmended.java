package io.rackledger.events;

import org.jspecify.annotations.Nullable;

/**
 * A lease has other terms from then on.
 *
 * @param terms    all of them, in place of those before
 * @param noticeOn when notice was given; null where nobody says
 */
public record LeaseAmended(
        LeaseId lease,
        FacilityId facility,
        PartyId lessor,
        PartyId tenant,
        LeaseTerms terms,
        @Nullable ValidTime noticeOn)
        implements Event {}
