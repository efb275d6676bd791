package io.rackledger.query.fold;

import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A claim whose time is read once, to be held against thousands of others.
 *
 * @param at null if no one says
 */
record DatedClaim(Claim claim, @Nullable ValidTime at) {
    static DatedClaim of(Claim claim) {
        String at = claim.validAt();
        return new DatedClaim(claim, at == null ? null : ValidTime.parse(at));
    }

    /**
     * Whether both can't be true: they tell of one attribute in one unit, at times that may be the same, and leave no
     * amount that both allow. Words are not compared.
     */
    boolean disagrees(DatedClaim other) {
        String unit = claim.unit();
        return unit != null
                && unit.equals(other.claim.unit())
                && (isAbove(other) || other.isAbove(this))
                && claim.attribute().equals(other.claim.attribute())
                && isOfTimeOf(other);
    }

    private boolean isAbove(DatedClaim other) {
        BigDecimal least = claim.least();
        BigDecimal most = other.claim.most();
        return least != null && most != null && least.compareTo(most) > 0;
    }

    private boolean isOfTimeOf(DatedClaim other) {
        return at == null || other.at == null || (at.before(other.at) != Truth.YES && other.at.before(at) != Truth.YES);
    }
}
