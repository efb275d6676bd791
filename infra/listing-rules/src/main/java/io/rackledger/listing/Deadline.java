package io.rackledger.listing;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A derived deadline: never stored, never fired.
 *
 * @param date the last day on which it can be met; a business day, save where the exchange itself named the date
 * @param ruleSet id of the rule set that it was derived with
 * @param basis the rule and what was counted from which date, for people: {@code 5250(c)(1): 60 calendar days from the
 *     notice of 2024-09-17}
 */
public record Deadline(DeadlineKind kind, LocalDate date, String ruleSet, String basis) {
    /** Calendar days from the day asked about; 0 on the last day, negative once missed. */
    public long daysFrom(LocalDate asOf) {
        return ChronoUnit.DAYS.between(asOf, date);
    }

    /** Whether the last day is over. Whether it was met, the facts know. */
    public boolean isPast(LocalDate asOf) {
        return date.isBefore(asOf);
    }
}
