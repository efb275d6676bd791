package io.rackledger.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
    @ParameterizedTest
    @ValueSource(strings = {"10-K", "10-Q", "NT 10-K", "NT 10-Q", "8-K", "8-K 3.01", "8-K 4.01"})
    void a_known_form_reads_back_as_it_was_written(String wireName) {
        assertThat(FiledForm.parse(wireName).wireName()).isEqualTo(wireName);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "10-k",
                "10-K/A",
                "10K",
                "NT",
                "NT 8-K",
                "8-K ",
                "8-K 3",
                "8-K 3.1",
                "8-K  3.01",
                "8-K 3.01 ",
                "10-K 3.01",
                "20-F",
                "FORM_10_K"
            })
    void an_unknown_form_is_refused_and_named(String wireName) {
        UnknownFormException refused =
                catchThrowableOfType(UnknownFormException.class, () -> FiledForm.parse(wireName));

        assertThat(refused.wireName()).isEqualTo(wireName);
        assertThat(FiledForm.find(wireName)).isEmpty();
    }

    @Test
    void an_item_belongs_to_an_8_k_alone() {
        assertThat(FiledForm.parse("8-K 3.01")).isEqualTo(FiledForm.DELISTING_NOTICE);
        assertThatThrownBy(() -> new FiledForm(Form.FORM_10_K, "3.01")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void only_annual_and_quarterly_reports_are_periodic() {
        assertThat(Form.values()).filteredOn(Form::isPeriodic).containsExactly(Form.FORM_10_K, Form.FORM_10_Q);
    }

    @Test
    void a_notification_names_the_report_that_it_delays() {
        assertThat(Form.NT_10_K.notifiedForm()).contains(Form.FORM_10_K);
        assertThat(Form.NT_10_Q.notifiedForm()).contains(Form.FORM_10_Q);
    }

    @ParameterizedTest
    @EnumSource(names = {"FORM_10_K", "FORM_10_Q", "FORM_8_K"})
    void any_other_form_notifies_nothing(Form form) {
        assertThat(form.notifiedForm()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void a_rule_is_found_by_its_number(ListingRule rule) {
        assertThat(ListingRule.find(rule.number())).contains(rule);
    }

    @Test
    void a_rule_is_found_after_its_own_exchange_only() {
        assertThat(ListingRule.find("Nasdaq 5250(c)(1)")).contains(ListingRule.NASDAQ_FILING);
        assertThat(ListingRule.find("NYSE 5250(c)(1)")).isEmpty();
        assertThat(ListingRule.find("5605(b)(1)")).isEmpty();
    }
}
