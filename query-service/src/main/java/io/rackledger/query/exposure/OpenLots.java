package io.rackledger.query.exposure;

import io.rackledger.events.Measure;
import io.rackledger.query.fold.Basis;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Holdings;
import io.rackledger.query.fold.Sum;
import java.util.ArrayList;
import java.util.List;

/** Lots of one vendor: what is open of them, and of how many nothing is, or something that is known. Not thread-safe while lots are added. */
final class OpenLots {
    private final Sum sum = new Sum();
    private final List<Bounds> others = new ArrayList<>();
    private long nothing;
    private long known;

    void add(Bounds open) {
        sum.add(open);
        if (!open.isExact()) {
            others.add(open);
        } else if (open.low().signum() == 0) {
            nothing++;
        } else {
            known++;
        }
    }

    /** Adds a vendor's lots, of which all that is open is known. */
    void add(Holdings held, int vendor, Measure measure) {
        held.add(vendor, Basis.OPEN, measure, sum);
        nothing += held.nothingOpen(vendor, measure);
        known += held.lots(vendor) - held.nothingOpen(vendor, measure);
    }

    /** What is open of all. */
    Bounds sum() {
        return sum.bounds();
    }

    long count() {
        return nothing + known + others.size();
    }

    /** Of how many it is known what a part of them is. */
    long known(Bounds part) {
        return nothing
                + (part.isExact() ? known : 0)
                + others.stream()
                        .filter(lot -> Products.of(lot, part).isExact())
                        .count();
    }
}
