package io.rackledger.command.finance;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.FinancingRoundClosed;
import io.rackledger.events.FinancingRoundOpened;
import io.rackledger.events.FinancingRoundRevised;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.RoundId;
import io.rackledger.events.RoundTerms;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import io.rackledger.events.ValuationBasis;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A financing round as it is on record. Once its closing is, whatever its date, nothing is recorded of it any more but
 * corrections: the terms on which it closed are the last. Immutable.
 *
 * @param party    whose round it is; null before the opening was read
 * @param terms    what is known of it
 * @param openedAt null where nobody says
 */
record RoundState(
        @Nullable PartyId party, RoundTerms terms, @Nullable ValidTime openedAt, boolean closed) {
    static final RoundState UNKNOWN =
            new RoundState(null, new RoundTerms(null, null, ValuationBasis.UNSPECIFIED, null, null, null), null, false);

    static Boundary boundary(RoundId round) {
        return Boundary.of(
                Tag.of(round), FinancingRoundOpened.class, FinancingRoundRevised.class, FinancingRoundClosed.class);
    }

    RoundState after(Recorded recorded) {
        if (recorded.event() instanceof FinancingRoundOpened e) {
            return new RoundState(e.party(), e.terms(), recorded.validAt(), closed);
        }
        if (recorded.event() instanceof FinancingRoundRevised e) {
            return new RoundState(party, e.terms(), openedAt, closed);
        }
        if (recorded.event() instanceof FinancingRoundClosed e) {
            return new RoundState(party, e.terms(), openedAt, true);
        }
        return this;
    }

    /** Whose round it is; asked once the round is known to be on record. */
    PartyId owner() {
        return Objects.requireNonNull(party, "the round has been read");
    }

    /** Checks that it is open at a time. */
    Findings check(Findings findings, @Nullable ValidTime at) {
        return findings.structural("round-closed", closed, "the round is closed")
                .structural("before-round", ValidTime.before(at, openedAt), "the round was not open yet");
    }

    /** The rules on a round that goes on, in their order. */
    static Sheet rules(Sheet sheet) {
        return sheet.structural("round-closed", "the round's closing is not on record")
                .structural("before-round", "nothing happens to a round before it was opened");
    }
}
