package io.rackledger.query.fold;

import io.rackledger.events.Recorded;
import io.rackledger.query.disclosure.DisclosuresView;
import io.rackledger.query.exposure.SupplierExposure;
import io.rackledger.query.party.Parties;
import io.rackledger.query.party.PartiesView;
import io.rackledger.query.programme.Programmes;
import io.rackledger.query.programme.ProgrammesView;
import io.rackledger.query.supply.SupplyStates;
import io.rackledger.query.supply.SupplyView;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** Parties, what they disclose, who supplies whom, and what programmes come to. */
class PartyFoldLawsTest {
    private static final int HISTORIES = 100;
    private static final List<String> MEASURES = List.of("racks", "gpus", "powerMw", "value");

    @Test
    void parties_fold_alike_in_one_go_and_from_any_cut() {
        seeds(seed -> {
            Random random = new Random(seed);
            assertLaws(Parties.FOLD, new PartiesView(), new RandomParties(random).history(), random);
        });
    }

    @Test
    void disclosures_fold_alike_in_one_go_and_from_any_cut() {
        seeds(seed -> {
            Random random = new Random(seed);
            assertLaws(Disclosures.FOLD, new DisclosuresView(), new RandomDisclosures(random).history(), random);
        });
    }

    @Test
    void supply_folds_alike_in_one_go_and_from_any_cut() {
        seeds(seed -> {
            Random random = new Random(seed);
            Histories histories = new RandomSupply(random).history();
            assertLaws(Suppliers.FOLD, new SupplyView(), histories, random);
            assertLaws(SupplyStates.FOLD, new SupplyView(), histories, random);
        });
    }

    @Test
    void what_hangs_on_suppliers_lies_within_bounds_whatever_is_on_record() {
        SupplierExposure view = new SupplierExposure();
        seeds(seed -> {
            Random random = new Random(seed);
            Histories both = new Histories();
            for (Recorded recorded : new RandomOrders(random).withGaps().events()) {
                both.then(recorded.validAt().text(), recorded.event());
            }
            List<Recorded> torn =
                    RandomOrders.torn(new RandomSupply(random).into(both).events(), random);
            Replay replay = new Replay(torn, someDay(random));
            for (String measure : MEASURES) {
                Answer answer = replay.ask(view, "measure", measure, "tiers", String.valueOf(1 + random.nextInt(5)));
                FoldLaws.assertAnswer(view, answer);
                answer.rows().forEach(row -> FoldLaws.assertInOrder(row.figures(), "low", "exposure", "high"));
            }
        });
    }

    @Test
    void programmes_fold_alike_in_one_go_and_from_any_cut() {
        seeds(seed -> {
            Random random = new Random(seed);
            assertLaws(Programmes.FOLD, new ProgrammesView(), new RandomProgrammes(random).history(), random);
        });
    }

    private static void assertLaws(Fold<?> fold, View view, Histories histories, Random random) {
        List<Recorded> torn = RandomOrders.torn(histories.events(), random);
        FoldLaws.assertFold(fold, histories.events());
        FoldLaws.assertFold(fold, torn);
        FoldLaws.assertAnswer(view, new Replay(torn, someDay(random)).ask(view));
    }

    private static Instant someDay(Random random) {
        return Instant.parse("2024-06-30T12:00:00Z").plusSeconds(86_400L * random.nextInt(400));
    }

    private static void seeds(LongConsumer law) {
        long first = System.nanoTime();
        System.out.println("seeds from " + first);
        for (long seed = first; seed < first + HISTORIES; seed++) {
            try {
                law.accept(seed);
            } catch (RuntimeException | AssertionError broken) {
                throw new AssertionError("seed " + seed, broken);
            }
        }
    }
}
