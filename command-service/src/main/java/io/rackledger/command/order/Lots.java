package io.rackledger.command.order;

import io.rackledger.events.LotId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The lots of an order, in the order in which they were made. Beside them those that have something open: of an order
 * that was shifted often, few have. Immutable.
 */
record Lots(List<Lot> all, List<Lot> open) {
    Lots {
        all = List.copyOf(all);
        open = List.copyOf(open);
    }

    static Lots of(List<Lot> all) {
        return new Lots(all, all.stream().filter(Lot::isOpen).toList());
    }

    Lots plus(Lot made) {
        List<Lot> more = new ArrayList<>(all);
        more.add(made);
        List<Lot> moreOpen = new ArrayList<>(open);
        if (made.isOpen()) {
            moreOpen.add(made);
        }
        return new Lots(more, moreOpen);
    }

    /** With one of them changed; the same where there is none of that name. */
    Lots with(LotId id, UnaryOperator<Lot> change) {
        int at = indexOf(id);
        if (at < 0) {
            return this;
        }
        List<Lot> changed = new ArrayList<>(all);
        changed.set(at, change.apply(all.get(at)));
        return new Lots(changed, stillOpen(changed, at));
    }

    /** What was made last is changed most. */
    private int indexOf(LotId id) {
        int at = all.size() - 1;
        while (at >= 0 && !all.get(at).id().equals(id)) {
            at--;
        }
        return at;
    }

    private List<Lot> stillOpen(List<Lot> changed, int at) {
        List<Lot> still = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < changed.size(); i++) {
            boolean wasOpen = next < open.size() && open.get(next) == all.get(i);
            next += wasOpen ? 1 : 0;
            if (i == at ? changed.get(at).isOpen() : wasOpen) {
                still.add(changed.get(i));
            }
        }
        return still;
    }
}
