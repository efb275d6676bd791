package io.rackledger.query.claim;

import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.Confidence;
import io.rackledger.events.Quantity;
import io.rackledger.events.QuantityRange;
import io.rackledger.events.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * What a source says of an entity.
 *
 * @param event   the id of the claim
 * @param validAt when that was so; null if no one says
 * @param source  the document that says so; null where we decided without one
 */
record Claim(
        String event,
        long position,
        String attribute,
        @Nullable Quantity value,
        @Nullable QuantityRange range,
        @Nullable String text,
        @Nullable String validAt,
        @Nullable String source,
        Confidence confidence) {
    static Claim of(Recorded recorded, ClaimRecorded said) {
        return new Claim(
                recorded.id(),
                recorded.position(),
                said.attribute(),
                said.value(),
                said.range(),
                said.text(),
                recorded.validAt() == null ? null : recorded.validAt().text(),
                recorded.provenance() == null
                        ? null
                        : recorded.provenance().source().value(),
                recorded.confidence());
    }
}
