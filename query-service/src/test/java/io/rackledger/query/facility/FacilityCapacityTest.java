package io.rackledger.query.facility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.events.CapacityDimension;
import io.rackledger.events.FacilityCapacityChanged;
import io.rackledger.events.FacilityId;
import io.rackledger.events.FacilityLeased;
import io.rackledger.events.FacilityRegistered;
import io.rackledger.events.LeaseAmended;
import io.rackledger.events.LeaseId;
import io.rackledger.events.LeaseTerminated;
import io.rackledger.events.LeaseTerms;
import io.rackledger.events.Limits;
import io.rackledger.events.PartyId;
import io.rackledger.events.Period;
import io.rackledger.events.Place;
import io.rackledger.events.ValidTime;
import io.rackledger.events.WorkloadPlaced;
import io.rackledger.events.WorkloadTransitioned;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.fold.Row;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FacilityCapacityTest {
    private static final FacilityId FIRST = new FacilityId("colossus-1");
    private static final FacilityId SECOND = new FacilityId("colossus-2");
    private static final LeaseId LEASE = new LeaseId("lease-1");
    private static final PartyId XAI = new PartyId("xai");
    private static final PartyId TENANT = new PartyId("anthropic");
    private static final BigDecimal MW_300 = BigDecimal.valueOf(300);

    private final FacilityCapacity view = new FacilityCapacity();

    @Test
    void a_facility_that_runs_its_own_workload_has_no_room() {
        assertThat(power(worked(), "2026-04-30"))
                .containsOnlyKeys(view.columns())
                .containsEntry("facility", "colossus-1")
                .containsEntry("controller", "xai")
                .containsEntry("dimension", "powerMw")
                .containsEntry("limit", MW_300)
                .containsEntry("leased", BigDecimal.ZERO)
                .containsEntry("ownWorkload", MW_300)
                .containsEntry("free", BigDecimal.ZERO)
                .containsEntry("utilisation", new BigDecimal("1.000000"))
                .containsEntry("because", because("e0", "e2"));
    }

    @Test
    void a_workload_that_moves_away_makes_room_for_a_lease_of_the_whole() {
        assertThat(power(worked(), "2026-06-30"))
                .containsEntry("leased", MW_300)
                .containsEntry("ownWorkload", BigDecimal.ZERO)
                .containsEntry("free", BigDecimal.ZERO)
                .containsEntry("utilisation", new BigDecimal("1.000000"))
                .containsEntry("because", because("e0", "e2", "e3", "e4"));
        assertThat(row(worked().by("2026-06-30").ask(view), "colossus-2:powerMw"))
                .containsEntry("ownWorkload", MW_300)
                .containsEntry("free", BigDecimal.valueOf(200))
                .containsEntry("utilisation", new BigDecimal("0.600000"));
    }

    @Test
    void within_the_month_in_which_it_moves_bounds_cover_both_readings() {
        assertThat(power(worked(), "2026-05-15"))
                .containsEntry("leased", null)
                .containsEntry("leasedLow", BigDecimal.ZERO)
                .containsEntry("leasedHigh", MW_300)
                .containsEntry("ownWorkload", null)
                .containsEntry("ownWorkloadLow", BigDecimal.ZERO)
                .containsEntry("ownWorkloadHigh", MW_300)
                .containsEntry("free", null)
                .containsEntry("freeLow", BigDecimal.ZERO)
                .containsEntry("freeHigh", MW_300)
                .containsEntry("utilisation", null)
                .containsEntry("utilisationLow", new BigDecimal("0.000000"))
                .containsEntry("utilisationHigh", new BigDecimal("1.000000"));
    }

    @Test
    void a_lease_of_36_months_has_a_nominal_and_a_firm_value() {
        LeaseValue lease = lease(worked(), "2026-06-30");

        assertThat(lease.runs()).isTrue();
        assertThat(lease.lessor()).isEqualTo("xai");
        assertThat(lease.tenant()).isEqualTo("anthropic");
        assertThat(lease.to()).isEqualTo("2029-05");
        assertThat(lease.feePerMonth()).isEqualTo(usd("1250000000.00"));
        assertThat(lease.nominal()).isEqualTo(usd("45000000000.00"));
        assertThat(lease.firm()).isEqualTo(usd("3750000000.00"));
        assertThat(lease.because()).isEqualTo(new Because(List.of("e4"), 1, "/api/ledger/events?tag=lease:lease-1"));
    }

    @Test
    void an_open_ended_lease_has_no_nominal_value() {
        LeaseValue lease = lease(registered().then("2026-05", leased("2026-05", null, MW_300)), "2026-06-30");

        assertThat(lease.nominal()).isNull();
        assertThat(lease.nominalHigh()).isNull();
        assertThat(lease.firm()).isEqualTo(usd("3750000000.00"));
    }

    @Test
    void a_term_that_is_known_in_part_has_a_value_between_bounds() {
        LeaseValue lease = lease(registered().then("2026-05-01", leased("2026-05-01", "2029", MW_300)), "2026-06-30");

        assertThat(lease.nominal()).isNull();
        assertThat(lease.nominalLow()).isEqualTo(usd("40000000000.00"));
        assertThat(lease.nominalHigh()).isEqualTo(usd("53750000000.00"));
    }

    @Test
    void a_lease_of_unknown_size_takes_an_unknown_part() {
        assertThat(power(registered().then("2026-05-01", leased("2026-05-01", null, null)), "2026-06-30"))
                .containsEntry("leased", null)
                .containsEntry("leasedLow", BigDecimal.ZERO)
                .containsEntry("leasedHigh", null)
                .containsEntry("freeLow", BigDecimal.ZERO)
                .containsEntry("freeHigh", MW_300)
                .containsEntry("utilisation", null)
                .containsEntry("utilisationHigh", null);
    }

    @Test
    void a_lease_ends_when_its_terms_say_so_or_when_it_is_terminated() {
        assertThat(power(worked(), "2029-04-30")).containsEntry("leased", MW_300);
        assertThat(power(worked(), "2029-05-15")).containsEntry("leased", null);
        assertThat(power(worked(), "2029-06-01")).containsEntry("leased", BigDecimal.ZERO);
        Histories ended = worked().then("2027-01-31", new LeaseTerminated(LEASE, FIRST, XAI, TENANT, null));
        assertThat(power(ended, "2027-01-30")).containsEntry("leased", MW_300);
        assertThat(power(ended, "2027-01-31"))
                .containsEntry("leased", BigDecimal.ZERO)
                .containsEntry("free", MW_300);
        assertThat(sites(ended.by("2027-01-31").ask(view)).getFirst().leases()).isEmpty();
    }

    @Test
    void amended_terms_take_the_place_of_those_before() {
        LeaseTerms smaller = new LeaseTerms(BigDecimal.valueOf(250), null, null, money("1040000000.00"), 30);
        Histories amended = worked().then("2027-01-01", new LeaseAmended(LEASE, FIRST, XAI, TENANT, smaller, null));

        assertThat(power(amended, "2026-12-31")).containsEntry("leased", MW_300);
        assertThat(power(amended, "2027-01-01"))
                .containsEntry("leased", BigDecimal.valueOf(250))
                .containsEntry("free", BigDecimal.valueOf(50));
        assertThat(lease(amended, "2027-01-01").nominal()).isNull();
        assertThat(lease(amended, "2027-01-01").firm()).isEqualTo(usd("1040000000.00"));
    }

    @Test
    void a_lease_that_is_amended_before_it_begins_takes_nothing_until_then() {
        LeaseTerms smaller = new LeaseTerms(BigDecimal.valueOf(250), null, null, null, null);
        Histories amended = registered()
                .then("2026-05", leased("2026-05", null, MW_300))
                .then("2026-03", new LeaseAmended(LEASE, FIRST, XAI, TENANT, smaller, null));

        assertThat(power(amended, "2026-04-30")).containsEntry("leased", BigDecimal.ZERO);
        assertThat(power(amended, "2026-06-30")).containsEntry("leased", BigDecimal.valueOf(250));
    }

    @Test
    void a_limit_holds_until_it_changes() {
        Histories changed = worked().then(
                        "2026-09",
                        new FacilityCapacityChanged(FIRST, CapacityDimension.POWER_MW, BigDecimal.valueOf(400)));

        assertThat(power(changed, "2026-08-31")).containsEntry("limit", MW_300);
        assertThat(power(changed, "2026-09-15"))
                .containsEntry("limit", null)
                .containsEntry("limitLow", MW_300)
                .containsEntry("limitHigh", BigDecimal.valueOf(400))
                .containsEntry("freeLow", BigDecimal.ZERO)
                .containsEntry("freeHigh", BigDecimal.valueOf(100));
        assertThat(power(changed, "2026-10-01"))
                .containsEntry("free", BigDecimal.valueOf(100))
                .containsEntry("utilisation", new BigDecimal("0.750000"));
    }

    @Test
    void the_dimension_that_supports_the_fewest_gpus_binds() {
        Limits limits = new Limits(MW_300, BigDecimal.valueOf(250), 5000L, null, 200_000L);
        Histories cooled = new Histories().then("2024-07", registered(FIRST, limits));
        Answer answer = cooled.by("2024-12-31").ask(view);

        assertThat(answer.totals().figures()).containsEntry("kwPerGpu", new BigDecimal("1.55"));
        assertThat(sites(answer).getFirst())
                .isEqualTo(new Site(
                        "colossus-1",
                        "xai",
                        "Memphis, Tennessee",
                        BigDecimal.valueOf(161_290),
                        BigDecimal.valueOf(161_290),
                        BigDecimal.valueOf(161_290),
                        "coolingMw",
                        List.of("spaceRacks", "fibreGbps"),
                        List.of()));
        assertThat(row(answer, "colossus-1:powerMw")).containsEntry("supportableGpus", BigDecimal.valueOf(193_548));
        assertThat(sites(cooled.by("2024-12-31").ask(view, "kwPerGpu", "1.0"))
                        .getFirst()
                        .bindingDimension())
                .isEqualTo("gpus");
    }

    @Test
    void what_a_workload_takes_of_other_dimensions_is_unknown_and_not_nothing() {
        Histories counted = new Histories()
                .then("2024-07", registered(FIRST, new Limits(MW_300, null, null, null, 100_000L)))
                .then("2024-09", new WorkloadPlaced(FIRST, XAI, MW_300));

        assertThat(row(counted.by("2024-12-31").ask(view), "colossus-1:gpus"))
                .containsEntry("ownWorkload", null)
                .containsEntry("free", null)
                .containsEntry("freeHigh", BigDecimal.valueOf(100_000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0.0", "-1", "1e3", "much"})
    void a_power_factor_is_a_number_above_nothing(String factor) {
        assertThatThrownBy(() -> worked().by("2026-06-30").ask(view, "kwPerGpu", factor))
                .isInstanceOfSatisfying(
                        BadQuestionException.class,
                        refused -> assertThat(refused.parameter()).isEqualTo("kwPerGpu"));
    }

    @Test
    void a_series_tells_how_it_came_to_that() {
        assertThat(series(worked(), "2026-06-30"))
                .containsExactly(
                        List.of("2024-07-01", "300..300", "0..0", "0..0"),
                        List.of("2024-09-01", "300..300", "0..0", "0..300"),
                        List.of("2024-09-30", "300..300", "0..0", "300..300"),
                        List.of("2026-05-01", "300..300", "0..300", "0..300"),
                        List.of("2026-05-31", "300..300", "300..300", "0..0"));
        assertThat(series(worked(), "2024-09-15")).hasSize(2);
        assertThat(power(worked(), "2026-06-30")).containsEntry("series", null);
    }

    @Test
    void a_series_has_a_level_only_where_something_changed_and_the_latest_of_many() {
        Histories busy = registered();
        LocalDate first = LocalDate.parse("2025-01-01");
        for (int day = 0; day < 2 * Series.MOST_LEVELS; day++) {
            BigDecimal limit = BigDecimal.valueOf(300 + day / 2);
            busy.then(
                    first.plusDays(day).toString(),
                    new FacilityCapacityChanged(FIRST, CapacityDimension.POWER_MW, limit));
        }

        assertThat(series(busy, "2025-01-06").getLast()).startsWith("2025-01-05", "302..302");
        assertThat(series(busy, "2030-01-01")).hasSize(Series.MOST_LEVELS);
        assertThat(series(busy, "2030-01-01").getLast())
                .startsWith(first.plusDays(2 * Series.MOST_LEVELS - 2L).toString());
    }

    /** From when on, and what of it is the limit, leased and run. */
    @SuppressWarnings("unchecked")
    private List<List<String>> series(Histories histories, String day) {
        Map<String, Object> row =
                row(histories.by(day).ask(view, "facility", "colossus-1", "series", "true"), "colossus-1:powerMw");
        return ((List<Map<String, Object>>) row.get("series"))
                .stream()
                        .map(level -> List.of(
                                level.get("from").toString(),
                                bounds(level, "limit"),
                                bounds(level, "leased"),
                                bounds(level, "ownWorkload")))
                        .toList();
    }

    private static String bounds(Map<String, Object> level, String name) {
        return level.get(name + "High") == null ? "NaN" : level.get(name + "Low") + ".." + level.get(name + "High");
    }

    @Test
    void a_question_is_narrowed() {
        assertThat(worked().by("2026-06-30").ask(view, "facility", "colossus-2").rows())
                .extracting(Row::key)
                .containsExactly("colossus-2:powerMw");
        assertThat(worked().by("2026-06-30").ask(view, "controller", "dell").rows())
                .isEmpty();
    }

    private static Histories worked() {
        return registered()
                .then("2026-01", registered(SECOND, new Limits(BigDecimal.valueOf(500), null, null, null, null)))
                .then("2024-09", new WorkloadPlaced(FIRST, XAI, MW_300))
                .then("2026-05", new WorkloadTransitioned(XAI, FIRST, SECOND, MW_300))
                .then("2026-05", leased("2026-05", "2029-05", MW_300));
    }

    private static Histories registered() {
        return new Histories().then("2024-07", registered(FIRST, new Limits(MW_300, null, null, null, null)));
    }

    private static FacilityRegistered registered(FacilityId facility, Limits limits) {
        return new FacilityRegistered(facility, XAI, new Place("USMEM", "Memphis, Tennessee"), limits);
    }

    private static FacilityLeased leased(String from, @Nullable String to, @Nullable BigDecimal powerMw) {
        Period period = new Period(ValidTime.parse(from), to == null ? null : ValidTime.parse(to));
        return new FacilityLeased(LEASE, FIRST, XAI, TENANT, powerMw, null, period, money("1250000000.00"), 90);
    }

    private Map<String, Object> power(Histories histories, String day) {
        return row(histories.by(day).ask(view), "colossus-1:powerMw");
    }

    private static Map<String, Object> row(Answer answer, String key) {
        return answer.rows().stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow()
                .figures();
    }

    private LeaseValue lease(Histories histories, String day) {
        return sites(histories.by(day).ask(view)).getFirst().leases().getFirst();
    }

    @SuppressWarnings("unchecked")
    private static List<Site> sites(Answer answer) {
        return (List<Site>) answer.totals().figures().get("facilities");
    }

    private static Because because(String... events) {
        return new Because(List.of(events), events.length, "/api/ledger/events?tag=facility:colossus-1");
    }

    private static Money money(String amount) {
        return Money.parse("USD " + amount);
    }

    private static Amount usd(String amount) {
        return new Amount(amount, "USD");
    }
}
