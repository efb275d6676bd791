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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When something happened in the world, as precisely as it is known: {@code 2024}, {@code 2024-Q4}, {@code 2024-11},
 * {@code 2024-11-18} or an instant. Years run from 1900 to 2199. Immutable; equal when the text is equal.
 */
public final class ValidTime {
    /** How precisely a time is known. */
    public enum Precision {
        YEAR,
        QUARTER,
        MONTH,
        DAY,
        INSTANT
    }

    private static final Pattern QUARTER = Pattern.compile("\\d{4}-Q[1-4]");
    private static final Pattern DATE = Pattern.compile("\\d{4}(-\\d{2}(-\\d{2})?)?");
    private static final int FIRST_YEAR = 1900;
    private static final int LAST_YEAR = 2199;
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    // What the text says is worked out once: views ask every movement of every order when it was.
    private final String text;
    private final Precision precision;
    private final long firstDay;
    private final long lastDay;
    private final @Nullable Instant instant;

    private ValidTime(String text) {
        try {
            this.instant = isInstant(text) ? OffsetDateTime.parse(text).toInstant() : null;
            this.text = instant == null ? text : instant.toString();
            this.precision = precision(text);
            LocalDate first = instant == null ? first(text, precision) : LocalDate.ofInstant(instant, ZoneOffset.UTC);
            if (first.getYear() < FIRST_YEAR || first.getYear() > LAST_YEAR) {
                throw new IllegalArgumentException("the year must lie between 1900 and 2199");
            }
            this.firstDay = first.toEpochDay();
            this.lastDay = last(first, precision).toEpochDay();
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "a time is written 2024, 2024-Q4, 2024-11, 2024-11-18 or 2024-11-18T09:30:00Z", e);
        }
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

    private static boolean isInstant(String text) {
        return text.indexOf('T') > 0;
    }

    private static Precision precision(String text) {
        if (isInstant(text)) {
            return Precision.INSTANT;
        }
        if (QUARTER.matcher(text).matches()) {
            return Precision.QUARTER;
        }
        if (!DATE.matcher(text).matches()) {
            throw new DateTimeException("not a date");
        }
        return switch (text.length()) {
            case 4 -> Precision.YEAR;
            case 7 -> Precision.MONTH;
            default -> Precision.DAY;
        };
    }

    private static LocalDate first(String text, Precision precision) {
        return switch (precision) {
            case YEAR -> Year.parse(text).atDay(1);
            case QUARTER -> LocalDate.of(Integer.parseInt(text.substring(0, 4)), 3 * (text.charAt(6) - '0') - 2, 1);
            case MONTH -> YearMonth.parse(text).atDay(1);
            case DAY, INSTANT -> LocalDate.parse(text);
        };
    }

    private static LocalDate last(LocalDate first, Precision precision) {
        return switch (precision) {
            case YEAR -> first.plusYears(1).minusDays(1);
            case QUARTER -> first.plusMonths(3).minusDays(1);
            case MONTH -> first.plusMonths(1).minusDays(1);
            case DAY, INSTANT -> first;
        };
    }

    /** The canonical text. */
    public String text() {
        return text;
    }

    public Precision precision() {
        return precision;
    }

    /** The first day that it may be, in UTC. */
    public LocalDate firstDay() {
        return LocalDate.ofEpochDay(firstDay);
    }

    /** The first day that it may be, in UTC, counted from 1970-01-01. */
    public long firstEpochDay() {
        return firstDay;
    }

    /** The last day that it may be, in UTC, counted from 1970-01-01. */
    public long lastEpochDay() {
        return lastDay;
    }

    /** The last day that it may be, in UTC. */
    public LocalDate lastDay() {
        return LocalDate.ofEpochDay(lastDay);
    }

    /** The earliest instant that it may be, in UTC. */
    public Instant earliest() {
        return instant == null ? Instant.ofEpochSecond(firstDay * SECONDS_PER_DAY) : instant;
    }

    /** The latest instant that it may be, in UTC. */
    public Instant latest() {
        return instant == null
                ? Instant.ofEpochSecond((lastDay + 1) * SECONDS_PER_DAY - 1, NANOS_PER_SECOND - 1)
                : instant;
    }

    /** The earliest instant that it may be, with days as in the given zone. */
    public Instant earliest(ZoneId zone) {
        return instant == null ? firstDay().atStartOfDay(zone).toInstant() : instant;
    }

    /** The latest instant that it may be, with days as in the given zone. */
    public Instant latest(ZoneId zone) {
        return instant == null ? lastDay().atTime(LocalTime.MAX).atZone(zone).toInstant() : instant;
    }

    /** Whether this lies before the other: surely, possibly or not. Equal texts count as the same time. */
    public Truth before(ValidTime other) {
        if (equals(other)) {
            return Truth.NO;
        }
        if (precision() == Precision.INSTANT && other.precision() == Precision.INSTANT) {
            return Truth.of(earliest().isBefore(other.earliest()));
        }
        if (lastDay < other.firstDay) {
            return Truth.YES;
        }
        return firstDay < other.lastDay ? Truth.POSSIBLE : Truth.NO;
    }

    /** Whether one time lies before the other, where either may be unknown: then it is possible. */
    public static Truth before(@Nullable ValidTime one, @Nullable ValidTime other) {
        return one == null || other == null ? Truth.POSSIBLE : one.before(other);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ValidTime time && text.equals(time.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
