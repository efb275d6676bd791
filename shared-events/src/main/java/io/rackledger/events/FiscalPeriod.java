package io.rackledger.events;

import java.util.regex.Pattern;

/** A party's fiscal year or a quarter of it, such as {@code FY2024} or {@code FY2024-Q3}. */
public record FiscalPeriod(String text) {
    private static final Pattern FORM = Pattern.compile("FY(19|20|21)\\d{2}(-Q[1-4])?");

    public FiscalPeriod {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("a fiscal period is written FY2024 or FY2024-Q3");
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
