package io.rackledger.web;

import java.util.List;
import java.util.stream.Collectors;

/** Comma-separated values as RFC 4180 has them. What a spreadsheet would take for a formula is quoted so that it doesn't. */
public final class Csv {
    private Csv() {}

    /** One line with its end. */
    public static String line(List<String> values) {
        return values.stream().map(Csv::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String quoted(String value) {
        String safe = value.matches("[=+@\\t\\r].*|-[^0-9.].*") ? "'" + value : value;
        return safe.matches("(?s).*[\",\\r\\n].*") ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
