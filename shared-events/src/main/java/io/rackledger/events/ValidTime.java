package io.rackledger.events;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When something happened in the world, as precisely as it is known: {@code 2024}, {@code 2024-Q4}, {@code 2024-11},
 * {@code 2024-11-18} or an instant. Years run from 1900 to 2199. Immutable; equal when the text is equal.
 *
 * @param text the canonical text
 */
public record ValidTime(String text) {
    /** How precisely a time is known. */
    public enum Precision {
        YEAR,
        QUARTER,
        MONTH,
        DAY,
        INSTANT
    }

    private static final Pattern QUARTER = Pattern.compile("(\\d{4})-Q([1-4])");
    private static final Pattern DATE = Pattern.compile("\\d{4}(-\\d{2}(-\\d{2})?)?");
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2199;

    public ValidTime {
        text = canonical(text);
    }

    /**
     * Reads a time.
     *
     * @throws IllegalArgumentException if the text is none, or its year lies outside 1900 to 2199
     */
    public static ValidTime parse(String text) {
        return new ValidTime(text);
    }

    public static ValidTime of(Instant instant) {
        return new ValidTime(instant.toString());
    }

    public static ValidTime of(LocalDate day) {
        return new ValidTime(day.toString());
    }

    private static String canonical(String text) {
        try {
            String canonical =
                    isInstant(text) ? OffsetDateTime.parse(text).toInstant().toString() : text;
            int year = first(canonical).getYear();
            if (year < FIRST_YEAR || year > LAST_YEAR) {
                throw new IllegalArgumentException("the year must lie between 1900 and 2199");
            }
            return canonical;
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "a time is written 2024, 2024-Q4, 2024-11, 2024-11-18 or 2024-11-18T09:30:00Z", e);
        }
    }

    private static boolean isInstant(String text) {
        return text.indexOf('T') > 0;
    }

    private static LocalDate first(String text) {
        if (isInstant(text)) {
            return LocalDate.ofInstant(Instant.parse(text), ZoneOffset.UTC);
        }
        Matcher quarter = QUARTER.matcher(text);
        if (quarter.matches()) {
            return LocalDate.of(Integer.parseInt(quarter.group(1)), 3 * Integer.parseInt(quarter.group(2)) - 2, 1);
        }
        if (!DATE.matcher(text).matches()) {
            throw new DateTimeException("not a date");
        }
        return switch (text.length()) {
            case 4 -> Year.parse(text).atDay(1);
            case 7 -> YearMonth.parse(text).atDay(1);
            default -> LocalDate.parse(text);
        };
    }

    public Precision precision() {
        if (isInstant(text)) {
            return Precision.INSTANT;
        }
        if (QUARTER.matcher(text).matches()) {
            return Precision.QUARTER;
        }
        return switch (text.length()) {
            case 4 -> Precision.YEAR;
            case 7 -> Precision.MONTH;
            default -> Precision.DAY;
        };
    }

    /** The first day that it may be, in UTC. */
    public LocalDate firstDay() {
        return first(text);
    }

    /** The last day that it may be, in UTC. */
    public LocalDate lastDay() {
        LocalDate first = firstDay();
        return switch (precision()) {
            case YEAR -> first.plusYears(1).minusDays(1);
            case QUARTER -> first.plusMonths(3).minusDays(1);
            case MONTH -> first.plusMonths(1).minusDays(1);
            case DAY, INSTANT -> first;
        };
    }

    /** The earliest instant that it may be, in UTC. */
    public Instant earliest() {
        return earliest(ZoneOffset.UTC);
    }

    /** The latest instant that it may be, in UTC. */
    public Instant latest() {
        return latest(ZoneOffset.UTC);
    }

    /** The earliest instant that it may be, with days as in the given zone. */
    public Instant earliest(ZoneId zone) {
        return isInstant(text)
                ? Instant.parse(text)
                : firstDay().atStartOfDay(zone).toInstant();
    }

    /** The latest instant that it may be, with days as in the given zone. */
    public Instant latest(ZoneId zone) {
        return isInstant(text)
                ? Instant.parse(text)
                : lastDay().atTime(LocalTime.MAX).atZone(zone).toInstant();
    }

    /** Whether this lies before the other: surely, possibly or not. Equal texts count as the same time. */
    public Truth before(ValidTime other) {
        if (equals(other)) {
            return Truth.NO;
        }
        if (precision() == Precision.INSTANT && other.precision() == Precision.INSTANT) {
            return Truth.of(earliest().isBefore(other.earliest()));
        }
        if (lastDay().isBefore(other.firstDay())) {
            return Truth.YES;
        }
        return firstDay().isBefore(other.lastDay()) ? Truth.POSSIBLE : Truth.NO;
    }

    /** Whether one time lies before the other, where either may be unknown: then it is possible. */
    public static Truth before(@Nullable ValidTime one, @Nullable ValidTime other) {
        return one == null || other == null ? Truth.POSSIBLE : one.before(other);
    }

    @Override
    public String toString() {
        return text;
    }
}
