package io.rackledger.query.fold;

import io.rackledger.events.LotId;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/** The lots of an order; with what each vendor has of them, once somebody asked. Immutable. */
final class Lots extends AbstractList<LotState> implements RandomAccess {
    private final LotState[] lots;

    /** Whoever finds none makes one: all of them are equal, and final in all their parts. */
    private @Nullable Holdings holdings;

    private Lots(LotState[] lots) {
        this.lots = lots;
    }

    static Lots of(List<LotState> lots) {
        return lots instanceof Lots same ? same : new Lots(lots.toArray(LotState[]::new));
    }

    @Override
    public LotState get(int index) {
        return lots[index];
    }

    @Override
    public int size() {
        return lots.length;
    }

    /** What each vendor has of them, after all that happened. */
    Holdings holdings(Movements all) {
        Holdings known = holdings;
        if (known == null || !known.isOf(all)) {
            known = Holdings.of(this, all);
            holdings = known;
        }
        return known;
    }

    /** Works that out, going on from what each had of others that these were before. */
    void holdAfter(Lots before, Movements all) {
        Holdings known = before.holdings;
        if (known != null && holdings == null) {
            holdings = known.after(before, this, all);
        } else {
            holdings(all);
        }
    }

    /** Which of them it is; −1 if it is none. */
    int place(LotId id) {
        for (int i = 0; i < size(); i++) {
            if (get(i).lot().equals(id)) {
                return i;
            }
        }
        return -1;
    }
}
