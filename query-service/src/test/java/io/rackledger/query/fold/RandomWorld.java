package io.rackledger.query.fold;

import io.rackledger.events.Recorded;
import io.rackledger.query.claim.RandomClaims;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Histories of all kinds together: whoever adds a kind of event adds its histories here. */
public final class RandomWorld {
    private static final int KINDS_AT_ONCE = 2;

    private static final List<Function<Random, List<Recorded>>> KINDS = List.of(
            random -> new RandomOrders(random).withGaps().events(),
            random -> new RandomOrders(random).whole().events(),
            random -> new RandomListings(random).history().events(),
            random -> new RandomFacilities(random).history().events(),
            random -> new RandomRounds(random).history().events(),
            random -> new RandomAlliances(random).history().events(),
            random -> new RandomParties(random).history().events(),
            random -> new RandomDisclosures(random).history().events(),
            random -> new RandomSupply(random).history().events(),
            RandomWorld::suppliedOrders,
            random -> new RandomProgrammes(random).history().events());

    private RandomWorld() {}

    /** Some kinds of histories, one after the other, with all that is said of facts. */
    public static List<Recorded> withRemarks(Random random) {
        return told(random, new RandomClaims(random).history().events());
    }

    /**
     * Some kinds of histories, only of what commands record that can be taken back.
     *
     * @param ids of events by position
     */
    public static List<Recorded> ofFacts(Random random, IntFunction<String> ids) {
        return told(random, new RandomClaims(random, ids).claims());
    }

    /** What is open hangs on suppliers only where both are on record. */
    private static List<Recorded> suppliedOrders(Random random) {
        Histories both = new Histories();
        for (Recorded each : new RandomOrders(random).withGaps().events()) {
            both.then(each.validAt().text(), each.event());
        }
        return new RandomSupply(random).into(both).events();
    }

    private static List<Recorded> told(Random random, List<Recorded> first) {
        List<Function<Random, List<Recorded>>> kinds = new ArrayList<>(KINDS);
        Collections.shuffle(kinds, random);
        List<Recorded> all = new ArrayList<>(first);
        kinds.subList(0, KINDS_AT_ONCE).forEach(kind -> all.addAll(kind.apply(random)));
        Histories histories = new Histories();
        for (Recorded each : all) {
            String at = each.validAt() == null ? null : each.validAt().text();
            histories.then(at, each.confidence(), each.event());
        }
        return histories.events();
    }
}
