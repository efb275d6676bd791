package io.rackledger.listing;

import java.util.List;
import java.util.Optional;

/**
 * The deadlines of one case on the day asked about.
 *
 * @param next the one that the case's state waits for: the first that is not past, or the last one missed; empty where
 *     the state waits for none or its date is not known
 * @param all every deadline that the facts allow to be derived, whatever the state, past ones too; by date
 */
public record CaseDeadlines(Optional<Deadline> next, List<Deadline> all) {
    public CaseDeadlines {
        all = List.copyOf(all);
    }

    /**
     * The plan or exception deadline whose nearness, or being missed, adds to the delisting index. There is one while
     * a plan is awaited (NOTIFIED) and while an exception runs (EXCEPTION, PANEL_EXCEPTION), and in no other state: a
     * plan that was submitted leaves nothing to miss.
     */
    public Optional<Deadline> riskDeadline() {
        return next.filter(deadline -> deadline.kind().countsForRisk());
    }
}
