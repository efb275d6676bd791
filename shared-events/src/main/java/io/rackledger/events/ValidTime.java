package io.rackledger.events;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
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

    /** How each precision is written, 0 for a digit. */
    private static final Map<String, Precision> SHAPES = Map.of(
            "0000", Precision.YEAR,
            "0000-Q0", Precision.QUARTER,
            "0000-00", Precision.MONTH,
            "0000-00-00", Precision.DAY);

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

    private ValidTime(String text, Precision precision, LocalDate first, @Nullable Instant instant) {
        if (first.getYear() < FIRST_YEAR || first.getYear() > LAST_YEAR) {
            throw new IllegalArgumentException("the year must lie between 1900 and 2199");
        }
        this.text = text;
        this.precision = precision;
        this.firstDay = first.toEpochDay();
        this.lastDay = last(first, precision).toEpochDay();
        this.instant = instant;
    }

    /**
     * Reads a time.
     *
     * @throws IllegalArgumentException if the text is none, or its year lies outside 1900 to 2199
     */
    public static ValidTime parse(String text) {
        try {
            if (text.indexOf('T') > 0) {
                return of(OffsetDateTime.parse(text).toInstant());
            }
            Precision precision = precision(text);
            return new ValidTime(text, precision, first(text, precision), null);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "a time is written 2024, 2024-Q4, 2024-11, 2024-11-18 or 2024-11-18T09:30:00Z", e);
        }
    }

    /** @throws IllegalArgumentException if its year lies outside 1900 to 2199 */
    public static ValidTime of(Instant instant) {
        return new ValidTime(
                instant.toString(), Precision.INSTANT, LocalDate.ofInstant(instant, ZoneOffset.UTC), instant);
    }

    /** @throws IllegalArgumentException if its year lies outside 1900 to 2199 */
    public static ValidTime of(LocalDate day) {
        return new ValidTime(day.toString(), Precision.DAY, day, null);
    }

    private static Precision precision(String text) {
        Precision precision = SHAPES.get(shape(text));
        if (precision == null) {
            throw new DateTimeException("not a date");
        }
        return precision;
    }

    private static String shape(String text) {
        char[] shape = text.toCharArray();
        for (int i = 0; i < shape.length; i++) {
            shape[i] = shape[i] >= '0' && shape[i] <= '9' ? '0' : shape[i];
        }
        return new String(shape);
    }

    private static LocalDate first(String text, Precision precision) {
        int year = number(text, 0, 4);
        return switch (precision) {
            case YEAR -> LocalDate.of(year, 1, 1);
            case QUARTER -> LocalDate.of(year, 3 * number(text, 6, 7) - 2, 1);
            case MONTH -> LocalDate.of(year, number(text, 5, 7), 1);
            case DAY, INSTANT -> LocalDate.of(year, number(text, 5, 7), number(text, 8, 10));
        };
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
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
