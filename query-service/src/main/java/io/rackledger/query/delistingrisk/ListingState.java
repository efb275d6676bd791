package io.rackledger.query.delistingrisk;

import io.rackledger.events.FilerStatus;
import io.rackledger.events.ListingId;
import io.rackledger.events.Report;
import io.rackledger.events.SecurityListed;
import io.rackledger.listing.Form;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A listing with what was filed for it. Immutable.
 *
 * @param terms as last listed; null while only filings or cases are known of it
 */
record ListingState(ListingId listing, @Nullable Terms terms, List<Filed> filings) {
    /** What a security was listed under. */
    record Terms(String ticker, String mic, String tier, FilerStatus filerStatus, Dated on) {}

    /** A form that was filed. */
    record Filed(String form, @Nullable LocalDate periodEnd, Dated on) {
        Optional<Form> known() {
            return Form.find(form);
        }

        boolean covers(Report report) {
            return form.equals(report.form()) && report.periodEnd().equals(periodEnd);
        }

        /** The report that it says is late, if it says so of one. */
        Stream<Report> notifies() {
            LocalDate end = periodEnd;
            return end == null
                    ? Stream.empty()
                    : known().flatMap(Form::notifiedForm).map(late -> new Report(late.wireName(), end)).stream();
        }
    }

    ListingState {
        filings = List.copyOf(filings);
    }

    static ListingState named(ListingId listing) {
        return new ListingState(listing, null, List.of());
    }

    ListingState listed(SecurityListed listed, Dated on) {
        Terms now = new Terms(listed.ticker(), listed.mic(), listed.tier(), listed.filerStatus(), on);
        return new ListingState(listing, now, filings);
    }

    ListingState with(Filed filed) {
        List<Filed> more = new ArrayList<>(filings);
        more.add(filed);
        return new ListingState(listing, terms, more);
    }

    boolean hasFiled(Report report) {
        return filings.stream().anyMatch(filed -> filed.covers(report));
    }

    /** The notification that a report is late; the first, if there are several. */
    Optional<Filed> notificationOf(Report report) {
        return filings.stream()
                .filter(filed -> filed.notifies().anyMatch(report::equals))
                .findFirst();
    }
}
