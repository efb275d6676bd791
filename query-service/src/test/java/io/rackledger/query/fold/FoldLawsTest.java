package io.rackledger.query.fold;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.Recorded;
import io.rackledger.query.backlog.Backlog;
import io.rackledger.query.delistingrisk.DelistingRisk;
import io.rackledger.query.delistingrisk.Standing;
import io.rackledger.query.disclosure.Disclosures;
import io.rackledger.query.disclosure.DisclosuresView;
import io.rackledger.query.exposure.SupplierExposure;
import io.rackledger.query.order.OrdersView;
import io.rackledger.query.party.Parties;
import io.rackledger.query.party.PartiesView;
import io.rackledger.query.supply.SupplyStates;
import io.rackledger.query.supply.SupplyView;
import io.rackledger.query.vendorshare.VendorShare;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FoldLawsTest {
    private static final int HISTORIES = 100;
    private static final BigDecimal ROUNDING = new BigDecimal("0.011");
    private static final List<String> MEASURES = List.of("racks", "gpus", "powerMw", "value");

    @Test
    void orders_fold_alike_in_one_go_and_from_any_cut() {
        seeds(seed -> {
            Random random = new Random(seed);
            List<Recorded> history = new RandomOrders(random).withGaps().events();
            FoldLaws.assertFold(Orders.FOLD, history);
            FoldLaws.assertFold(Orders.FOLD, RandomOrders.torn(history, random));
        });
    }

    @Test
    void standings_fold_alike_in_one_go_and_from_any_cut() {
        seeds(seed -> {
            Random random = new Random(seed);
            List<Recorded> history = new RandomListings(random).history().events();
            FoldLaws.assertFold(Standing.FOLD, history);
            FoldLaws.assertFold(Standing.FOLD, RandomOrders.torn(history, random));
        });
    }

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

    private static void assertLaws(Fold<?> fold, View view, Histories histories, Random random) {
        List<Recorded> torn = RandomOrders.torn(histories.events(), random);
        FoldLaws.assertFold(fold, histories.events());
        FoldLaws.assertFold(fold, torn);
        FoldLaws.assertAnswer(view, new Replay(torn, someDay(random)).ask(view));
    }

    @Test
    void every_view_answers_within_bounds_whatever_is_on_record() {
        List<View> views = List.of(new VendorShare(), new Backlog(), new DelistingRisk(), new OrdersView());
        seeds(seed -> {
            Random random = new Random(seed);
            Histories both = new RandomListings(random).history();
            for (Recorded recorded : new RandomOrders(random).withGaps().events()) {
                both.then(recorded.validAt().text(), recorded.event());
            }
            Replay replay = new Replay(RandomOrders.torn(both.events(), random), someDay(random));
            for (View view : views) {
                FoldLaws.assertAnswer(view, replay.ask(view));
            }
            for (Basis basis : Basis.values()) {
                for (String measure : MEASURES) {
                    Answer answer = replay.ask(new VendorShare(), "basis", basis.name(), "measure", measure);
                    FoldLaws.assertAnswer(new VendorShare(), answer);
                    byUnit(answer).values().forEach(FoldLaws::assertShares);
                }
            }
        });
    }

    @Test
    void bounds_hold_what_a_history_without_gaps_says() {
        seeds(seed -> {
            Random random = new Random(seed);
            RandomOrders orders = new RandomOrders(random);
            Replay whole = orders.whole().by("2024-12-31");
            Replay gaps = orders.withGaps().by("2024-12-31");
            for (Basis basis : List.of(Basis.AWARDED, Basis.COMMITTED, Basis.OPEN)) {
                for (String measure : List.of("racks", "gpus", "powerMw")) {
                    String[] question = {"basis", basis.name(), "measure", measure};
                    assertHolds(gaps.ask(new VendorShare(), question), whole.ask(new VendorShare(), question));
                }
            }
        });
    }

    private static void assertHolds(Answer bounded, Answer exact) {
        for (Row row : exact.rows()) {
            Map<String, Object> bounds = bounded.rows().stream()
                    .filter(each -> each.key().equals(row.key()))
                    .findFirst()
                    .orElseThrow()
                    .figures();
            if (row.figures().get("share") instanceof BigDecimal share && bounds.get("low") != null) {
                assertThat(share).as("%s", bounds).isBetween((BigDecimal) bounds.get("low"), (BigDecimal)
                        bounds.get("high"));
            }
        }
        if (exact.totals().figures().get("hhi") instanceof BigDecimal hhi
                && bounded.totals().figures().get("hhiLow") instanceof BigDecimal low) {
            BigDecimal high = (BigDecimal) bounded.totals().figures().get("hhiHigh");
            assertThat(hhi).isBetween(low.subtract(ROUNDING), high.add(ROUNDING));
        }
    }

    private static Map<Object, List<Row>> byUnit(Answer answer) {
        return answer.rows().stream()
                .collect(Collectors.groupingBy(
                        row -> String.valueOf(row.figures().get("unit"))));
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
