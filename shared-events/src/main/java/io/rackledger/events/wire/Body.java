package io.rackledger.events.wire;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * JSON as it is written here, read from its beginning to its end: without blanks, texts in plain ASCII without escapes,
 * numbers of at most 18 digits without exponents. All else is unusual, whether it is JSON or not. Not thread-safe.
 */
final class Body {
    private static final int MOST_DIGITS = 18;

    private final byte[] bytes;
    private int at;

    Body(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Goes past these bytes if they come next, and tells whether they did. */
    boolean passes(byte[] expected) {
        int end = at + expected.length;
        boolean comes = end <= bytes.length && Arrays.equals(bytes, at, end, expected, 0, expected.length);
        at = comes ? end : at;
        return comes;
    }

    boolean passes(char expected) {
        boolean comes = at < bytes.length && bytes[at] == expected;
        at = comes ? at + 1 : at;
        return comes;
    }

    void expect(char expected) throws UnusualException {
        if (!passes(expected)) {
            throw new UnusualException();
        }
    }

    void end() throws UnusualException {
        if (at != bytes.length) {
            throw new UnusualException();
        }
    }

    String text() throws UnusualException {
        int from = at + 1;
        return new String(bytes, from, passText() - from, StandardCharsets.ISO_8859_1);
    }

    /** A text as one that was read before, if it was. */
    <T> T text(Known<T> known) throws UnusualException {
        int from = at + 1;
        return known.of(bytes, from, passText());
    }

    /** Goes past a text, and tells where its closing mark is. */
    private int passText() throws UnusualException {
        expect('"');
        int end = at;
        while (end < bytes.length && bytes[end] >= ' ' && bytes[end] != '"' && bytes[end] != '\\') {
            end++;
        }
        at = end;
        expect('"');
        return end;
    }

    long whole() throws UnusualException {
        boolean negative = passes('-');
        long number = digits(0);
        if (isFraction() || (negative && number == 0)) {
            throw new UnusualException();
        }
        return negative ? -number : number;
    }

    BigDecimal decimal() throws UnusualException {
        boolean negative = passes('-');
        int from = at;
        long number = digits(0);
        int scale = 0;
        if (passes('.')) {
            int point = at;
            number = digitsAfter(number, MOST_DIGITS - (point - 1 - from));
            scale = at - point;
        }
        if (isFraction()) {
            throw new UnusualException();
        }
        return BigDecimal.valueOf(negative ? -number : number, scale);
    }

    /** Whether the number before this goes on in another way. */
    private boolean isFraction() {
        return at < bytes.length && (bytes[at] == '.' || bytes[at] == 'e' || bytes[at] == 'E');
    }

    /** Digits before a point: a first zero stands alone. */
    private long digits(long before) throws UnusualException {
        boolean zero = at < bytes.length && bytes[at] == '0';
        int from = at;
        long number = digitsAfter(before, MOST_DIGITS);
        if (zero && at - from > 1) {
            throw new UnusualException();
        }
        return number;
    }

    private long digitsAfter(long before, int most) throws UnusualException {
        long number = before;
        int from = at;
        while (at < bytes.length && bytes[at] >= '0' && bytes[at] <= '9') {
            number = 10 * number + (bytes[at] - '0');
            at++;
            if (at - from > most) {
                throw new UnusualException();
            }
        }
        if (at == from) {
            throw new UnusualException();
        }
        return number;
    }
}
