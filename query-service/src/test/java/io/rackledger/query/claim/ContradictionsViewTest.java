package io.rackledger.query.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.Confidence;
import io.rackledger.events.ContradictionRaised;
import io.rackledger.events.ContradictionResolved;
import io.rackledger.events.DisclosureRecorded;
import io.rackledger.events.FiscalPeriod;
import io.rackledger.events.Metric;
import io.rackledger.events.MoneyRange;
import io.rackledger.events.Quantity;
import io.rackledger.events.QuantityRange;
import io.rackledger.events.Subject;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.fold.Verdict;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ContradictionsViewTest {
    private static final Subject FACILITY = new Subject(Subject.Kind.FACILITY, "colossus-1");
    private static final String ATTRIBUTE = "gpus-installed";

    private final ContradictionsView view = new ContradictionsView();

    private static Histories claims(Confidence first, Confidence second) {
        return new Histories()
                .then("2024-12", first, claim(100_000))
                .then("2024-12", second, claim(50_000))
                .then("2024-12-20", raised());
    }

    private static ClaimRecorded claim(long gpus) {
        return new ClaimRecorded(FACILITY, ATTRIBUTE, gpus(gpus), null, null);
    }

    private static Quantity gpus(long gpus) {
        return new Quantity(BigDecimal.valueOf(gpus), "GPU");
    }

    private static ContradictionRaised raised() {
        return new ContradictionRaised(List.of("e0", "e1"), FACILITY, ATTRIBUTE, "100,000 or 50,000");
    }

    private static ContradictionResolved resolved(@Nullable String preferred) {
        return new ContradictionResolved(List.of("e1", "e0"), FACILITY, ATTRIBUTE, preferred, "one hall only");
    }

    private Map<String, Object> only(Histories history) {
        assertThat(history.by("2025-12-31").ask(view).rows()).hasSize(1);
        return history.by("2025-12-31").ask(view).rows().getFirst().figures();
    }

    @Test
    void an_open_contradiction_shows_both_values_and_the_better_founded_stands() {
        assertThat(only(claims(Confidence.ANNOUNCED, Confidence.REPORTED)))
                .containsOnlyKeys(view.columns())
                .containsEntry("subject", "facility:colossus-1")
                .containsEntry("attribute", ATTRIBUTE)
                .containsEntry("foundBy", "RAISED")
                .containsEntry("events", List.of("e0", "e1"))
                .containsEntry("reason", "100,000 or 50,000")
                .containsEntry("resolved", false)
                .containsEntry("preferred", null)
                .containsEntry("rationale", null)
                .containsEntry("standing", List.of("e0"))
                .containsEntry("standingBy", Verdict.Ground.CONFIDENCE)
                .containsEntry(
                        "claims",
                        List.of(
                                said("e0", 0, 100_000, Confidence.ANNOUNCED, true),
                                said("e1", 1, 50_000, Confidence.REPORTED, false)))
                .containsEntry(
                        "because",
                        new Because(List.of("e0", "e1", "e2"), 3, "/api/ledger/events?tag=facility:colossus-1"));
    }

    private static ContradictionsView.Said said(
            String event, long position, long gpus, Confidence confidence, @Nullable Boolean stands) {
        return new ContradictionsView.Said(
                event, position, gpus(gpus), null, null, "2024-12", "source", confidence, stands);
    }

    @Test
    void of_equally_founded_claims_the_one_recorded_later_stands() {
        assertThat(only(claims(Confidence.REPORTED, Confidence.REPORTED)))
                .containsEntry("standing", List.of("e1"))
                .containsEntry("standingBy", Verdict.Ground.RECORDED_LATER);
    }

    @Test
    void a_resolution_outweighs_confidence_and_the_loser_stays_visible() {
        assertThat(only(claims(Confidence.FILED, Confidence.REPORTED).then("2025-01", resolved("e1"))))
                .containsEntry("resolved", true)
                .containsEntry("preferred", "e1")
                .containsEntry("rationale", "one hall only")
                .containsEntry("standing", List.of("e1"))
                .containsEntry("standingBy", Verdict.Ground.RESOLUTION)
                .containsEntry(
                        "claims",
                        List.of(
                                said("e0", 0, 100_000, Confidence.FILED, false),
                                said("e1", 1, 50_000, Confidence.REPORTED, true)));
    }

    @Test
    void a_resolution_without_preference_lets_all_stand() {
        assertThat(only(claims(Confidence.FILED, Confidence.REPORTED).then("2025-01", resolved(null))))
                .containsEntry("resolved", true)
                .containsEntry("preferred", null)
                .containsEntry("standing", List.of("e0", "e1"));
    }

    @Test
    void a_resolution_of_which_only_the_year_is_known_still_follows_what_it_resolved() {
        assertThat(only(claims(Confidence.FILED, Confidence.REPORTED).then("2024", resolved("e1"))))
                .containsEntry("resolved", true);
    }

    @Test
    void what_is_raised_again_is_open_again() {
        assertThat(only(claims(Confidence.FILED, Confidence.REPORTED)
                        .then("2025-01", resolved("e1"))
                        .then("2025-02", raised())))
                .containsEntry("resolved", false)
                .containsEntry("standing", List.of("e0"));
    }

    @Test
    void before_the_resolution_the_contradiction_was_open() {
        Histories history = claims(Confidence.FILED, Confidence.REPORTED).then("2025-01-15", resolved("e1"));

        assertThat(history.by("2024-12-31").ask(view).totals().figures())
                .containsEntry("contradictions", 1L)
                .containsEntry("open", 1L);
        assertThat(history.by("2025-01-31").ask(view).totals().figures())
                .containsEntry("contradictions", 1L)
                .containsEntry("open", 0L);
    }

    @Test
    void which_of_facts_stands_that_are_no_claims_is_not_made_up() {
        assertThat(only(new Histories()
                        .then("2024-12", claim(100_000))
                        .then(
                                "2025-01",
                                new ContradictionRaised(
                                        List.of("e0", "placed-1.1"), FACILITY, ATTRIBUTE, "the workload says less"))))
                .containsEntry("standing", null)
                .containsEntry("standingBy", null)
                .containsEntry("claims", List.of(said("e0", 0, 100_000, Confidence.CONFIRMED, null)));
    }

    @Test
    void what_nobody_raised_is_detected_until_somebody_does() {
        Histories history = new Histories()
                .then("2024-12", Confidence.FILED, claim(100_000))
                .then("2024", claim(50_000));

        assertThat(only(history))
                .containsEntry("foundBy", "DETECTED")
                .containsEntry("events", List.of("e0", "e1"))
                .containsEntry("reason", null)
                .containsEntry("resolved", false)
                .containsEntry("standing", List.of("e0"))
                .containsEntry("standingBy", Verdict.Ground.CONFIDENCE);
        assertThat(history.by("2025-12-31").ask(view).totals().figures()).containsEntry("detected", 1L);
        assertThat(history.by("2025-12-31").ask(view, "foundBy", "RAISED").rows())
                .isEmpty();
        assertThat(only(history.then("2025-01", raised()))).containsEntry("foundBy", "RAISED");
    }

    @Test
    void what_differs_over_time_in_unit_or_in_words_is_no_contradiction() {
        assertThat(new Histories()
                        .then("2024-11", claim(100_000))
                        .then("2024-12", claim(50_000))
                        .then("2024-12", range(40_000L, null))
                        .then("2024-12", range(null, 50_000L))
                        .then(
                                "2024-12",
                                new ClaimRecorded(
                                        FACILITY, ATTRIBUTE, new Quantity(BigDecimal.TEN, "MW"), null, "many"))
                        .then("2024-12", new ClaimRecorded(FACILITY, ATTRIBUTE, null, null, "few"))
                        .by("2025-12-31")
                        .ask(view)
                        .rows())
                .isEmpty();
    }

    @Test
    void a_value_outside_of_a_range_and_ranges_apart_are_contradictions() {
        assertThat(only(new Histories()
                        .then("2024-12", claim(50_000))
                        .then("2024-12", range(50_001L, null))
                        .then("2024-12", range(null, 50_000L))))
                .containsEntry("events", List.of("e0", "e1", "e2"));
    }

    @Test
    void disclosures_disagree_by_period_and_an_outlook_is_not_the_figure() {
        Histories history = new Histories()
                .then("2024-08-30", disclosed("FY2024", "USD 15.00", null))
                .then("2024-08-30", disclosed("FY2024", "USD 14.00", null))
                .then("2024-08-30", disclosed("FY2025", "USD 14.00", null))
                .then("2024-08-30", disclosed("FY2024", null, new MoneyRange(Money.parse("USD 20.00"), null)));

        assertThat(only(history))
                .containsEntry("subject", "party:supermicro")
                .containsEntry("attribute", "REVENUE FY2024")
                .containsEntry("events", List.of("e0", "e1"))
                .containsEntry("standing", List.of("e1"));
    }

    private static ClaimRecorded range(@Nullable Long low, @Nullable Long high) {
        return new ClaimRecorded(
                FACILITY,
                ATTRIBUTE,
                null,
                new QuantityRange(
                        low == null ? null : BigDecimal.valueOf(low),
                        high == null ? null : BigDecimal.valueOf(high),
                        "GPU"),
                null);
    }

    private static DisclosureRecorded disclosed(String period, @Nullable String actual, @Nullable MoneyRange range) {
        return new DisclosureRecorded(
                Histories.SUPERMICRO,
                Metric.REVENUE,
                new FiscalPeriod(period),
                actual == null ? null : Money.parse(actual),
                range,
                null);
    }

    @Test
    void a_question_is_narrowed() {
        Histories history = claims(Confidence.FILED, Confidence.REPORTED);

        assertThat(history.by("2025-12-31")
                        .ask(view, "subject", "facility:colossus-1", "attribute", ATTRIBUTE, "resolved", "false")
                        .rows())
                .hasSize(1);
        assertThat(history.by("2025-12-31").ask(view, "subject", "party:xai").rows())
                .isEmpty();
        assertThat(history.by("2025-12-31").ask(view, "attribute", "power").rows())
                .isEmpty();
        assertThat(history.by("2025-12-31").ask(view, "resolved", "true").rows())
                .isEmpty();
    }
}
