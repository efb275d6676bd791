package io.rackledger.query.claim;

import io.rackledger.events.Recorded;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.FoldLaws;
import io.rackledger.query.fold.RandomOrders;
import io.rackledger.query.fold.Replay;
import io.rackledger.query.fold.View;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClaimFoldLawsTest {
    private static final int HISTORIES = 100;
    private static final List<View> VIEWS = List.of(new AnomaliesView(), new RefusalsView(), new ContradictionsView());

    @Test
    void what_is_said_of_facts_folds_alike_in_one_go_and_from_any_cut() {
        long first = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("seeds from " + first);
        for (long seed = first; seed < first + HISTORIES; seed++) {
            Random random = new Random(seed);
            List<Recorded> history = new RandomClaims(random).history().events();
            List<Recorded> torn = RandomOrders.torn(history, random);
            for (View view : VIEWS) {
                for (Fold<?> fold : view.folds()) {
                    FoldLaws.assertFold(fold, history);
                    FoldLaws.assertFold(fold, torn);
                }
                FoldLaws.assertAnswer(view, new Replay(torn, Instant.parse("2024-08-01T00:00:00Z")).ask(view));
            }
        }
    }
}
