package io.rackledger.listing;

import de.focus_shift.jollyday.core.Holiday;
import de.focus_shift.jollyday.core.HolidayCalendar;
import de.focus_shift.jollyday.core.HolidayManager;
import de.focus_shift.jollyday.core.ManagerParameters;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.Year;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The one place where deadlines are counted (rule "Counting").
 *
 * <p>The day counted from is excluded, the last day included; a last day that is closed rolls to the next business day.
 * Closed are Saturdays, Sundays, the federal holidays of the United States (Columbus Day and Veterans Day too, which
 * the exchanges trade through) and the holidays of the New York exchanges (Good Friday and single days of mourning
 * too, which the government works through). A holiday is closed on the day it is observed.
 *
 * <p>Holidays are known from {@value #FIRST_YEAR} to {@value #LAST_YEAR}: before, other holidays were law, and later
 * ones are nobody's to say. Outside those years only weekends are closed. A count that leaves the range of
 * {@link LocalDate} throws {@link java.time.DateTimeException}.
 */
public final class BusinessCalendar {
    /** First year with holidays: the first in which all of today's federal holidays but Juneteenth were law. */
    public static final int FIRST_YEAR = 1986;

    /** Last year with holidays. */
    public static final int LAST_YEAR = 2199;

    /** Most business days that {@link #plusBusinessDays} counts; every rule counts far fewer. */
    public static final int MAX_BUSINESS_DAYS = 366;

    /** The longest closed run on record is six days, in September 2001. */
    private static final int MAX_CLOSED_RUN = 10;

    /** The national calendar leaves Columbus Day to the states; New York, home of the exchanges, keeps it. */
    private static final String STATE_WITH_COLUMBUS_DAY = "ny";

    private static final String COLUMBUS_DAY = "COLUMBUS_DAY";

    private static final Set<LocalDate> HOLIDAYS = holidays();

    private BusinessCalendar() {}

    /** Whether neither the weekend nor a federal or exchange holiday closes this day. */
    public static boolean isBusinessDay(LocalDate day) {
        return day.getDayOfWeek() != DayOfWeek.SATURDAY
                && day.getDayOfWeek() != DayOfWeek.SUNDAY
                && !HOLIDAYS.contains(day);
    }

    /** The day itself where it is a business day, else the next one. */
    public static LocalDate rollForward(LocalDate day) {
        LocalDate rolled = day;
        for (int closed = 0; closed < MAX_CLOSED_RUN; closed++) {
            if (isBusinessDay(rolled)) {
                return rolled;
            }
            rolled = rolled.plusDays(1);
        }
        throw new IllegalStateException("No business day within " + MAX_CLOSED_RUN + " days from " + day);
    }

    /**
     * The n-th business day after a day, which itself may be closed and is never counted.
     *
     * @param businessDays from 1 to {@value #MAX_BUSINESS_DAYS}
     */
    public static LocalDate plusBusinessDays(LocalDate day, int businessDays) {
        if (businessDays < 1 || businessDays > MAX_BUSINESS_DAYS) {
            throw new IllegalArgumentException("Business days from 1 to " + MAX_BUSINESS_DAYS + ": " + businessDays);
        }
        LocalDate counted = day;
        for (int n = 0; n < businessDays; n++) {
            counted = rollForward(counted.plusDays(1));
        }
        return counted;
    }

    /** The day that many calendar days later, rolled to a business day. */
    public static LocalDate plusDaysRolled(LocalDate day, int calendarDays) {
        return rollForward(day.plusDays(calendarDays));
    }

    /** The same day that many calendar months later (the last of a shorter month), rolled to a business day. */
    public static LocalDate plusMonthsRolled(LocalDate day, int months) {
        return rollForward(day.plusMonths(months));
    }

    /**
     * All holidays at once: some 4,000 dates, computed in a fraction of a second, and from then on immutable. The
     * calendar's XML reader looks for its parts by the thread's class loader, which in a pool may not be ours.
     */
    private static Set<LocalDate> holidays() {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(BusinessCalendar.class.getClassLoader());
        try {
            return holidaysOf(
                    HolidayManager.getInstance(ManagerParameters.create(HolidayCalendar.UNITED_STATES)),
                    HolidayManager.getInstance(ManagerParameters.create(HolidayCalendar.NYSE)));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Set<LocalDate> holidaysOf(HolidayManager federal, HolidayManager exchange) {
        Set<LocalDate> days = new HashSet<>();
        // One year more: a New Year's Day on a Saturday is observed on the last day of the year before.
        for (int year = FIRST_YEAR; year <= LAST_YEAR + 1; year++) {
            Year of = Year.of(year);
            Stream<Holiday> columbus = federal.getHolidays(of, STATE_WITH_COLUMBUS_DAY).stream()
                    .filter(holiday -> holiday.getPropertiesKey().equals(COLUMBUS_DAY));
            Stream.of(federal.getHolidays(of).stream(), columbus, exchange.getHolidays(of).stream())
                    .flatMap(holidays -> holidays)
                    .map(Holiday::getDate)
                    .filter(day -> day.getYear() <= LAST_YEAR)
                    .forEach(days::add);
        }
        return Set.copyOf(days);
    }
}
