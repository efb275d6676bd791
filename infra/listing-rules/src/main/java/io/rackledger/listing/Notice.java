package io.rackledger.listing;

import java.time.LocalDate;
import java.util.List;

/**
 * A letter of the exchange that opens a compliance case or adds a report to it.
 *
 * @param on the day of the letter
 * @param reports the late reports that it names; empty where the rule is not about reports, or they are not known
 */
public record Notice(LocalDate on, List<LateReport> reports) {
    public Notice {
        reports = List.copyOf(reports);
    }
}
