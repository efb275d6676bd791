package io.rackledger.command.order;

import io.rackledger.events.LotId;
import java.util.List;
import java.util.function.UnaryOperator;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedSet;
import org.pcollections.PVector;
import org.pcollections.TreePSet;
import org.pcollections.TreePVector;

/**
 * The lots of an order. Beside them which have something open, since of an order that was shifted often, few have; and
 * which numbers are free for lots that nobody names. One more lot costs little, however many there are. Immutable.
 *
 * @param all    in the order in which they were made
 * @param openAt where those stand that have something open
 * @param places where each id stands
 * @param free   by what the ids of numbered lots begin with, the lowest number that is free; 1 where it is missing
 */
record Lots(PVector<Lot> all, PSortedSet<Integer> openAt, PMap<String, Integer> places, PMap<String, Integer> free) {
    private static final Lots NONE =
            new Lots(TreePVector.empty(), TreePSet.empty(), HashTreePMap.empty(), HashTreePMap.empty());

    static Lots of(List<Lot> all) {
        Lots lots = NONE;
        for (Lot lot : all) {
            lots = lots.plus(lot);
        }
        return lots;
    }

    /** Where there is one of that name already, it stays beside the new one, which is meant from then on. */
    Lots plus(Lot made) {
        String id = made.id().value();
        PMap<String, Integer> more = places.plus(id, all.size());
        return new Lots(all.plus(made), made.isOpen() ? openAt.plus(all.size()) : openAt, more, taken(id, more));
    }

    private PMap<String, Integer> taken(String id, PMap<String, Integer> ids) {
        String stem = id.substring(0, id.lastIndexOf('-') + 1);
        int lowest = lowest(stem);
        if (!id.equals(stem + lowest)) {
            return free;
        }
        while (ids.containsKey(stem + lowest)) {
            lowest++;
        }
        return free.plus(stem, lowest);
    }

    private int lowest(String stem) {
        return free.getOrDefault(stem, 1);
    }

    /** The id that begins so and ends with the lowest number that is free, from 1. */
    LotId unnamed(String stem) {
        return new LotId(stem + lowest(stem));
    }

    boolean holds(LotId id) {
        return places.containsKey(id.value());
    }

    /** Those with something open, in the order in which they were made. */
    List<Lot> open() {
        return openAt.stream().map(all::get).toList();
    }

    /** With one of them changed; the same where there is none of that name. */
    Lots with(LotId id, UnaryOperator<Lot> change) {
        Integer at = places.get(id.value());
        if (at == null) {
            return this;
        }
        Lot changed = change.apply(all.get(at));
        return new Lots(all.with(at, changed), changed.isOpen() ? openAt.plus(at) : openAt.minus(at), places, free);
    }
}
