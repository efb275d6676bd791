package io.rackledger.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BusinessCalendarTest {
    /** Every weekday of 2024 and 2025 that is a federal or an exchange holiday, from the published calendars. */
    private static final List<LocalDate> CLOSED_WEEKDAYS = Stream.of(
                    "2024-01-01",
                    "2024-01-15",
                    "2024-02-19",
                    "2024-03-29",
                    "2024-05-27",
                    "2024-06-19",
                    "2024-07-04",
                    "2024-09-02",
                    "2024-10-14",
                    "2024-11-11",
                    "2024-11-28",
                    "2024-12-25",
                    "2025-01-01",
                    "2025-01-09",
                    "2025-01-20",
                    "2025-02-17",
                    "2025-04-18",
                    "2025-05-26",
                    "2025-06-19",
                    "2025-07-04",
                    "2025-09-01",
                    "2025-10-13",
                    "2025-11-11",
                    "2025-11-27",
                    "2025-12-25")
            .map(LocalDate::parse)
            .toList();

    @Test
    void the_closed_weekdays_of_two_years_are_those_published_and_no_others() {
        List<LocalDate> closed = LocalDate.parse("2024-01-01")
                .datesUntil(LocalDate.parse("2026-01-01"))
                .filter(day -> day.getDayOfWeek().getValue() <= 5)
                .filter(day -> !BusinessCalendar.isBusinessDay(day))
                .toList();

        assertThat(closed).isEqualTo(CLOSED_WEEKDAYS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-10-14", "2024-11-11"})
    void a_federal_holiday_that_exchanges_trade_through_is_closed(LocalDate day) {
        assertThat(BusinessCalendar.isBusinessDay(day)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-03-29", "2025-01-09", "2018-12-05", "2012-10-29", "2001-09-11"})
    void an_exchange_holiday_that_the_government_works_through_is_closed(LocalDate day) {
        assertThat(BusinessCalendar.isBusinessDay(day)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2021-12-31", "2010-12-31", "2021-12-24", "2023-11-10", "2022-12-26", "2021-07-05"})
    void a_holiday_on_a_weekend_is_closed_on_the_day_it_is_observed(LocalDate day) {
        assertThat(BusinessCalendar.isBusinessDay(day)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2020-06-19", "2024-12-31", "2025-01-10", "2024-11-29"})
    void an_ordinary_weekday_is_a_business_day(LocalDate day) {
        assertThat(BusinessCalendar.isBusinessDay(day)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2024-11-15, 2024-11-15",
        "2024-11-16, 2024-11-18",
        "2024-11-09, 2024-11-12",
        "2025-01-18, 2025-01-21",
        "2001-09-11, 2001-09-17"
    })
    void a_closed_day_rolls_to_the_next_business_day_and_an_open_one_stays(LocalDate day, LocalDate rolled) {
        assertThat(BusinessCalendar.rollForward(day)).isEqualTo(rolled);
    }

    @ParameterizedTest
    @CsvSource({
        "2024-09-17, 4, 2024-09-23",
        "2024-11-08, 1, 2024-11-12",
        "2024-11-09, 1, 2024-11-12",
        "2024-12-24, 2, 2024-12-27",
        "2025-01-08, 1, 2025-01-10"
    })
    void business_days_are_counted_from_the_day_after(LocalDate day, int count, LocalDate counted) {
        assertThat(BusinessCalendar.plusBusinessDays(day, count)).isEqualTo(counted);
    }

    @ParameterizedTest
    @CsvSource({"2024-08-31, 6, 2025-02-28", "2024-09-13, 6, 2025-03-13", "2024-03-14, 12, 2025-03-14"})
    void months_end_on_the_same_day_or_the_last_of_a_shorter_month(LocalDate day, int months, LocalDate end) {
        assertThat(BusinessCalendar.plusMonthsRolled(day, months)).isEqualTo(end);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, BusinessCalendar.MAX_BUSINESS_DAYS + 1, Integer.MAX_VALUE})
    void a_count_of_business_days_out_of_range_is_refused(int count) {
        assertThatThrownBy(() -> BusinessCalendar.plusBusinessDays(LocalDate.EPOCH, count))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0001-07-04, true", "9999-11-11, true", "+999999-12-24, true", "9999-12-25, false"})
    void in_an_absurd_year_only_weekends_are_closed(LocalDate day, boolean weekday) {
        assertThat(BusinessCalendar.isBusinessDay(day)).isEqualTo(weekday);
    }

    @Test
    void an_absurd_year_counts_as_fast_as_any_other() {
        BusinessCalendar.isBusinessDay(LocalDate.EPOCH);
        long start = System.nanoTime();
        BusinessCalendar.plusBusinessDays(LocalDate.of(9999, 1, 1), BusinessCalendar.MAX_BUSINESS_DAYS);
        BusinessCalendar.plusDaysRolled(LocalDate.of(1, 1, 1), 360);
        BusinessCalendar.rollForward(LocalDate.MIN);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void a_count_beyond_the_last_date_is_an_error_of_dates() {
        assertThatThrownBy(() -> BusinessCalendar.plusDaysRolled(LocalDate.MAX, 60))
                .isInstanceOf(DateTimeException.class);
    }

    @Test
    void every_year_with_holidays_closes_nine_to_fifteen_weekdays() {
        var unusual = IntStream.rangeClosed(BusinessCalendar.FIRST_YEAR, BusinessCalendar.LAST_YEAR)
                .boxed()
                .collect(Collectors.toMap(year -> year, BusinessCalendarTest::closedWeekdays));
        unusual.values().removeIf(closed -> closed >= 9 && closed <= 15);

        assertThat(unusual).isEmpty();
    }

    /** As in a pool's thread of a packed application, whose class loader knows none of the application's classes. */
    @Test
    void the_calendar_is_read_whatever_the_class_loader_of_the_first_thread() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader blind = ClassLoader.getPlatformClassLoader();
        try (URLClassLoader packed = new URLClassLoader(classPath(), blind)) {
            thread.setContextClassLoader(blind);
            Object open = packed.loadClass(BusinessCalendar.class.getName())
                    .getMethod("isBusinessDay", LocalDate.class)
                    .invoke(null, LocalDate.parse("2024-11-11"));

            assertThat(open).isEqualTo(false);
            assertThat(thread.getContextClassLoader()).isSameAs(blind);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static URL[] classPath() throws MalformedURLException {
        List<URL> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            entries.add(Path.of(entry).toUri().toURL());
        }
        return entries.toArray(URL[]::new);
    }

    private static long closedWeekdays(int year) {
        return LocalDate.of(year, 1, 1)
                .datesUntil(LocalDate.of(year + 1, 1, 1))
                .filter(day -> day.getDayOfWeek().getValue() <= 5 && !BusinessCalendar.isBusinessDay(day))
                .count();
    }
}
