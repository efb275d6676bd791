package io.rackledger.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2024, YEAR, 2024-01-01, 2024-12-31",
        "2024-Q4, QUARTER, 2024-10-01, 2024-12-31",
        "2024-02, MONTH, 2024-02-01, 2024-02-29",
        "2024-11-18, DAY, 2024-11-18, 2024-11-18",
        "2024-11-18T23:59:59Z, INSTANT, 2024-11-18, 2024-11-18"
    })
    void a_time_is_as_precise_as_it_is_written(
            String text, ValidTime.Precision precision, LocalDate first, LocalDate last) {
        ValidTime time = ValidTime.parse(text);
        assertThat(time.precision()).isEqualTo(precision);
        assertThat(time.firstDay()).isEqualTo(first);
        assertThat(time.lastDay()).isEqualTo(last);
        assertThat(time.earliest()).isBeforeOrEqualTo(time.latest());
    }

    @ParameterizedTest
    @CsvSource({
        "2024-Q4, 2024-11-18, POSSIBLE",
        "2024-11-18, 2024-Q4, POSSIBLE",
        "2024-Q3, 2024-11-18, YES",
        "2024-11-18, 2024-Q3, NO",
        "2024, 2025-Q1, YES",
        "2024-Q4, 2024-10-01, NO",
        "2024-10-01, 2024-Q4, POSSIBLE",
        "2024-Q4, 2024-Q4, NO",
        "2024-12-31, 2025, YES",
        "2024-11-18, 2024-11-18T09:00:00Z, NO",
        "2024-11-18T08:00:00Z, 2024-11-18T09:00:00Z, YES",
        "2024-11, , POSSIBLE",
        ", 2024-11, POSSIBLE"
    })
    void what_lies_before_what_is_sure_possible_or_excluded(
            @Nullable String one, @Nullable String other, Truth before) {
        assertThat(ValidTime.before(read(one), read(other))).isEqualTo(before);
    }

    private static @Nullable ValidTime read(@Nullable String text) {
        return text == null ? null : ValidTime.parse(text);
    }

    @Test
    void no_time_is_surely_before_another_that_is_surely_before_it() {
        String[] texts = {"2024", "2024-Q4", "2024-11", "2024-11-18", "2024-11-18T09:30:00Z", "2025-Q1", "2023-12-31"};
        for (String one : texts) {
            for (String other : texts) {
                Truth there = ValidTime.parse(one).before(ValidTime.parse(other));
                Truth back = ValidTime.parse(other).before(ValidTime.parse(one));
                assertThat(there.and(back)).as(one + " and " + other).isNotEqualTo(Truth.YES);
            }
        }
    }

    @Test
    void days_begin_and_end_as_they_do_in_a_zone() {
        ValidTime day = ValidTime.parse("2024-11-18");
        assertThat(day.earliest(ZoneId.of("America/New_York"))).isEqualTo(Instant.parse("2024-11-18T05:00:00Z"));
        assertThat(day.latest(ZoneId.of("America/New_York"))).isBefore(Instant.parse("2024-11-19T05:00:00Z"));
    }

    @Test
    void an_offset_is_brought_to_utc() {
        assertThat(ValidTime.parse("2024-11-18T09:30:00+01:00").text()).isEqualTo("2024-11-18T08:30:00Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "24",
                "2024-Q5",
                "2024-13",
                "2024-02-30",
                "2024-W05",
                "2024-00",
                "2024-Q0",
                "2024-1-1",
                "２０２４",
                "18.11.2024",
                "1899",
                "2200"
            })
    void what_is_no_time_is_refused(String text) {
        assertThatThrownBy(() -> ValidTime.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_period_does_not_end_before_it_begins() {
        assertThatThrownBy(() -> new Period(ValidTime.parse("2026-05"), ValidTime.parse("2026-04")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new Period(ValidTime.parse("2026"), ValidTime.parse("2026-04")).to())
                .isNotNull();
        assertThat(new Period(null, ValidTime.parse("2026-04")).from()).isNull();
    }
}
