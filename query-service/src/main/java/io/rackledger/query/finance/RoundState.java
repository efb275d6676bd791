package io.rackledger.query.finance;

import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.RoundId;
import io.rackledger.events.RoundTerms;
import io.rackledger.query.fold.Step;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A financing round with its terms over time. Immutable.
 *
 * @param party null where nothing is known of the round
 * @param terms those that it was opened, revised and closed with
 */
public record RoundState(RoundId round, @Nullable PartyId party, List<Step<RoundTerms>> terms) {
    public RoundState {
        terms = List.copyOf(terms);
    }

    RoundState with(PartyId whose, RoundTerms more, Step.Rank rank, Recorded recorded) {
        List<Step<RoundTerms>> all = new ArrayList<>(terms);
        all.add(Step.of(more, rank, recorded));
        return new RoundState(round, whose, all);
    }
}
