package io.rackledger.query.exposure;

import static io.rackledger.query.fold.Histories.DELL;
import static io.rackledger.query.fold.Histories.SUPERMICRO;
import static io.rackledger.query.fold.Histories.articles;
import static io.rackledger.query.fold.Histories.worked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.events.PartyId;
import io.rackledger.events.SupplierLinked;
import io.rackledger.events.SupplierUnlinked;
import io.rackledger.query.exposure.SupplierExposure.AtVendor;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.fold.Row;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SupplierExposureTest {
    private static final PartyId WISTRON = new PartyId("wistron");
    private static final PartyId INVENTEC = new PartyId("inventec");
    private static final PartyId NVIDIA = new PartyId("nvidia");
    private static final PartyId TSMC = new PartyId("tsmc");

    private final SupplierExposure view = new SupplierExposure();

    @Test
    void a_shift_raises_what_hangs_on_the_assemblers_of_its_target_and_leaves_the_maker_of_gpus_as_it_was() {
        Answer before = assumed().by("2024-10-01").ask(view);
        Answer after = assumed().by("2024-11-18").ask(view);

        assertThat(before.rows())
                .extracting(Row::key)
                .containsExactly("inventec:ASSEMBLY", "wistron:ASSEMBLY", "nvidia:GPU");
        assertThat(exposure(before, "wistron:ASSEMBLY")).isEqualTo("1800000000");
        assertThat(exposure(before, "inventec:ASSEMBLY")).isEqualTo("1200000000");
        assertThat(exposure(before, "nvidia:GPU")).isEqualTo("6000000000");
        assertThat(exposure(after, "wistron:ASSEMBLY")).isEqualTo("3600000000");
        assertThat(exposure(after, "inventec:ASSEMBLY")).isEqualTo("2400000000");
        assertThat(exposure(after, "nvidia:GPU")).isEqualTo("6000000000");
    }

    @Test
    void what_a_shift_does_not_change_is_shown_as_plainly_as_what_it_does() {
        for (String day : List.of("2024-10-01", "2024-11-18")) {
            Answer answer = assumed().by(day).ask(view);

            assertThat(row(answer, "nvidia:GPU"))
                    .containsEntry("whicheverVendor", new BigDecimal("6000000000"))
                    .containsEntry("whicheverVendorLow", new BigDecimal("6000000000"))
                    .containsEntry("whicheverVendorHigh", new BigDecimal("6000000000"));
            assertThat(row(answer, "wistron:ASSEMBLY")).containsEntry("whicheverVendor", BigDecimal.ZERO);
        }
        assertThat(row(
                        assumed()
                                .then("2023", linked(WISTRON, SUPERMICRO, "ASSEMBLY", "0.25"))
                                .by("2024-11-18")
                                .ask(view),
                        "wistron:ASSEMBLY"))
                .containsEntry("exposure", new BigDecimal("3600000000"))
                .containsEntry("whicheverVendor", new BigDecimal("1500000000"));
        assertThat(row(
                        assumed()
                                .then("2024", linked(WISTRON, SUPERMICRO, "ASSEMBLY", null))
                                .by("2024-12-31")
                                .ask(view, "measure", "racks"),
                        "wistron:ASSEMBLY"))
                .containsEntry("whicheverVendor", null)
                .containsEntry("whicheverVendorLow", BigDecimal.ZERO)
                .containsEntry("whicheverVendorHigh", new BigDecimal("300"));
    }

    @Test
    void a_figure_is_told_with_its_vendors_and_events() {
        Answer answer = assumed().by("2024-11-18").ask(view);

        assertThat(row(answer, "wistron:ASSEMBLY"))
                .containsOnlyKeys(view.columns())
                .containsEntry("supplier", "wistron")
                .containsEntry("component", "ASSEMBLY")
                .containsEntry("through", List.of())
                .containsEntry("measure", "value")
                .containsEntry("unit", "USD")
                .containsEntry("low", new BigDecimal("3600000000"))
                .containsEntry("high", new BigDecimal("3600000000"))
                .containsEntry("coverage", new BigDecimal("1.000000"))
                .containsEntry(
                        "because",
                        new Because(List.of("e6", "e0", "e1", "e3"), 4, "/api/ledger/events?tag=party:wistron"));
        assertThat(row(answer, "nvidia:GPU"))
                .containsEntry("vendors", List.of(at("dell", "6000000000"), at("supermicro", "0")));
        assertThat(answer.totals().figures())
                .containsEntry("tiers", 3L)
                .containsEntry("vendorsWithoutSuppliers", List.of());
    }

    @Test
    void racks_are_measured_like_money() {
        Answer answer = assumed().by("2024-11-18").ask(view, "measure", "racks");

        assertThat(exposure(answer, "wistron:ASSEMBLY")).isEqualTo("480");
        assertThat(row(answer, "wistron:ASSEMBLY")).containsEntry("unit", "racks");
    }

    @Test
    void an_unknown_share_may_be_nothing_or_all() {
        Answer answer = worked().then("2024", linked(WISTRON, DELL, "ASSEMBLY", null))
                .by("2024-12-31")
                .ask(view, "measure", "racks");

        assertThat(row(answer, "wistron:ASSEMBLY"))
                .containsEntry("exposure", null)
                .containsEntry("low", BigDecimal.ZERO)
                .containsEntry("high", new BigDecimal("500"))
                .containsEntry("coverage", new BigDecimal("0.000000"));
        assertThat(answer.totals().figures()).containsEntry("vendorsWithoutSuppliers", List.of("supermicro"));
    }

    @Test
    void what_is_open_in_an_unknown_amount_has_no_upper_bound() {
        Answer answer = articles()
                .then("2024", linked(WISTRON, DELL, "ASSEMBLY", "0.6"))
                .then("2024", linked(NVIDIA, SUPERMICRO, "GPU", "0"))
                .by("2024-12-31")
                .ask(view);

        assertThat(row(answer, "wistron:ASSEMBLY"))
                .containsEntry("exposure", null)
                .containsEntry("low", BigDecimal.ZERO)
                .containsEntry("high", null);
        assertThat(exposure(answer, "nvidia:GPU")).isEqualTo("0");
    }

    @Test
    void a_link_that_possibly_stands_possibly_carries_nothing_and_one_that_ended_is_left_out() {
        Histories history = assumed().then("2024-12", new SupplierUnlinked(WISTRON, DELL, "ASSEMBLY"));

        assertThat(row(history.by("2024-12-15").ask(view), "wistron:ASSEMBLY"))
                .containsEntry("exposure", null)
                .containsEntry("low", BigDecimal.ZERO)
                .containsEntry("high", new BigDecimal("3600000000"));
        assertThat(history.by("2024-12-31").ask(view).rows())
                .extracting(Row::key)
                .containsExactly("inventec:ASSEMBLY", "nvidia:GPU");
    }

    @Test
    void a_link_of_which_only_the_year_is_known_counts_for_certain_after_that_year_only() {
        Histories history = worked().then("2024", linked(WISTRON, DELL, "ASSEMBLY", "0.6"));

        assertThat(row(history.by("2024-12-30").ask(view, "measure", "racks"), "wistron:ASSEMBLY"))
                .containsEntry("low", BigDecimal.ZERO)
                .containsEntry("exposure", null)
                .containsEntry("high", new BigDecimal("480"));
        assertThat(exposure(history.by("2024-12-31").ask(view, "measure", "racks"), "wistron:ASSEMBLY"))
                .isEqualTo("300");
    }

    @Test
    void the_same_component_is_summed_over_tiers_and_another_is_not() {
        Histories history = assumed()
                .then("2023", linked(INVENTEC, WISTRON, "ASSEMBLY", "0.5"))
                .then("2023", linked(TSMC, NVIDIA, "WAFER", "0.9"));

        Answer answer = history.by("2024-11-18").ask(view);

        assertThat(exposure(answer, "inventec:ASSEMBLY")).isEqualTo("4200000000");
        assertThat(exposure(answer, "tsmc:GPU>WAFER")).isEqualTo("5400000000");
        assertThat(row(answer, "tsmc:GPU>WAFER"))
                .containsEntry("component", "WAFER")
                .containsEntry("through", List.of("GPU"));
        assertThat(exposure(history.by("2024-11-18").ask(view, "tiers", "1"), "inventec:ASSEMBLY"))
                .isEqualTo("2400000000");
        assertThat(history.by("2024-11-18").ask(view, "tiers", "1").rows()).hasSize(3);
    }

    @Test
    void ways_do_not_go_in_a_circle() {
        Answer answer = assumed()
                .then("2024", linked(DELL, WISTRON, "SERVER", "1"))
                .then("2024", linked(WISTRON, INVENTEC, "SERVER", "1"))
                .then("2024", linked(INVENTEC, WISTRON, "SERVER", "1"))
                .by("2024-11-18")
                .ask(view, "tiers", "5");

        assertThat(answer.rows())
                .extracting(Row::key)
                .containsExactly(
                        "inventec:ASSEMBLY",
                        "wistron:ASSEMBLY",
                        "nvidia:GPU",
                        "inventec:ASSEMBLY>SERVER",
                        "wistron:ASSEMBLY>SERVER");
    }

    @Test
    void unknown_shares_do_not_add_up_to_more_than_is_open() {
        Answer answer = assumed()
                .then("2024", linked(INVENTEC, WISTRON, "ASSEMBLY", null))
                .then("2024", linked(TSMC, WISTRON, "ASSEMBLY", null))
                .then("2024", linked(TSMC, INVENTEC, "ASSEMBLY", null))
                .by("2024-11-18")
                .ask(view);

        assertThat(row(answer, "tsmc:ASSEMBLY"))
                .containsEntry("low", BigDecimal.ZERO)
                .containsEntry("high", new BigDecimal("6000000000"));
    }

    @Test
    void a_question_is_narrowed() {
        assertThat(assumed().by("2024-11-18").ask(view, "component", "GPU").rows())
                .extracting(Row::key)
                .containsExactly("nvidia:GPU");
        assertThat(assumed().by("2024-11-18").ask(view, "supplier", "wistron").rows())
                .extracting(Row::key)
                .containsExactly("wistron:ASSEMBLY");
        assertThat(assumed().by("2024-11-18").ask(view, "buyer", "tesla").rows())
                .isEmpty();
        assertThat(exposure(assumed().by("2024-11-18").ask(view, "currency", "EUR"), "nvidia:GPU"))
                .isEqualTo("0");
        assertThatThrownBy(() -> assumed().by("2024-11-18").ask(view, "tiers", "6"))
                .isInstanceOfSatisfying(
                        BadQuestionException.class,
                        e -> assertThat(e.parameter()).isEqualTo("tiers"));
        assertThatThrownBy(() -> assumed().by("2024-11-18").ask(view, "measure", "boxes"))
                .isInstanceOfSatisfying(
                        BadQuestionException.class,
                        e -> assertThat(e.parameter()).isEqualTo("measure"));
    }

    /** The worked history with the shares that the worked numbers assume. */
    private static Histories assumed() {
        return worked().then("2023", linked(WISTRON, DELL, "ASSEMBLY", "0.6"))
                .then("2023", linked(INVENTEC, DELL, "ASSEMBLY", "0.4"))
                .then("2023", linked(NVIDIA, DELL, "GPU", "1"))
                .then("2023", linked(NVIDIA, SUPERMICRO, "GPU", "1"));
    }

    private static SupplierLinked linked(PartyId supplier, PartyId customer, String component, String share) {
        return new SupplierLinked(supplier, customer, component, share == null ? null : new BigDecimal(share));
    }

    private static AtVendor at(String vendor, String exposure) {
        BigDecimal amount = new BigDecimal(exposure);
        return new AtVendor(vendor, amount, amount, amount);
    }

    private static Map<String, Object> row(Answer answer, String key) {
        return answer.rows().stream()
                .filter(row -> row.key().equals(key))
                .findFirst()
                .orElseThrow()
                .figures();
    }

    private static String exposure(Answer answer, String key) {
        return ((BigDecimal) row(answer, key).get("exposure")).toPlainString();
    }
}
