package io.rackledger.query.delistingrisk;

import io.rackledger.events.Report;
import io.rackledger.listing.FilerStatus;
import io.rackledger.listing.Form;
import io.rackledger.listing.LateReport;
import io.rackledger.listing.RuleSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The reports of a listing that are late: notified as late or named by a case, and not filed yet. That no filing is on
 * record makes none late. A report that was filed past its due date is late no more once it is filed.
 */
final class LateReports {
    private final ListingState listing;
    private final List<CaseFile> cases;

    /** Cases of that listing. */
    LateReports(ListingState listing, List<CaseFile> cases) {
        this.listing = listing;
        this.cases = cases;
    }

    /** Each with the events that say so. */
    Map<Report, Set<String>> outstanding() {
        Map<Report, Set<String>> late = new LinkedHashMap<>();
        for (ListingState.Filed filed : listing.filings()) {
            filed.notifies().forEach(report -> add(late, report, filed.on().event()));
        }
        for (CaseFile file : cases) {
            if (file.isOpen()) {
                file.notices()
                        .forEach(letter -> letter.reports()
                                .forEach(report -> add(late, report, letter.on().event())));
            }
        }
        late.keySet().removeIf(listing::hasFiled);
        return late;
    }

    private static void add(Map<Report, Set<String>> late, Report report, String event) {
        late.computeIfAbsent(report, any -> new LinkedHashSet<>()).add(event);
    }

    /** The report with its due dates; empty where the listing's terms or the form are not known. */
    Optional<LateReport> dated(Report report, RuleSet rules) {
        ListingState.Terms terms = listing.terms();
        if (terms == null) {
            return Optional.empty();
        }
        return Form.find(report.form())
                .filter(Form::isPeriodic)
                .map(form -> rules.lateReport(
                        form,
                        report.periodEnd(),
                        FilerStatus.valueOf(terms.filerStatus().name()),
                        listing.notificationOf(report)
                                .map(filed -> filed.on().day())
                                .orElse(null)));
    }
}
