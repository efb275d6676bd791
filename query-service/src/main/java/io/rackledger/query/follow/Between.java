package io.rackledger.query.follow;

import io.rackledger.events.Event;
import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import io.rackledger.query.fold.EventOrder;
import io.rackledger.query.fold.Fold;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The events that lie between two moments, of those that some folds read. Thread-safe. */
public final class Between {
    private final LedgerEvents events;
    private final List<Fold<?>> folds;
    private final Set<Class<? extends Event>> types = new HashSet<>();

    public Between(LedgerEvents events, Collection<Fold<?>> folds) {
        this.events = events;
        this.folds = List.copyOf(folds);
        this.folds.forEach(fold -> types.addAll(fold.types()));
    }

    /** Facts, as they stand, that had happened by the later moment and not by the earlier, which knows the same. */
    public List<Recorded> happened(Cut from, Cut to) {
        return events.happened(types, from, to).stream()
                .filter(this::isRead)
                .sorted(EventOrder.OF_EVENTS)
                .toList();
    }

    /**
     * What was recorded by the later moment and not by the earlier one of the same date, in the order of positions:
     * facts as they were recorded, and what changes any.
     */
    public List<Recorded> learnt(Cut from, Cut to) {
        long before = Math.min(events.known(from.knownAsOf()), from.size());
        long after = Math.min(events.known(to.knownAsOf()), to.size());
        return events.between(types, before, Math.max(before, after)).stream()
                .filter(to::knew)
                .filter(event -> isChange(event) ? changes(event, to) : isRead(event) && to.holds(event))
                .toList();
    }

    private boolean changes(Recorded change, Cut cut) {
        return isRead(change)
                || events.versions(change).stream().anyMatch(version -> isRead(version) && cut.holds(version));
    }

    private static boolean isChange(Recorded event) {
        return Facts.CHANGES.contains(event.event().getClass());
    }

    private boolean isRead(Recorded event) {
        return folds.stream()
                .anyMatch(fold -> fold.types().contains(event.event().getClass())
                        && !fold.keysOf(event).isEmpty());
    }
}
