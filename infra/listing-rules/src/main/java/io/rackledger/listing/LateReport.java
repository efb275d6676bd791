package io.rackledger.listing;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A periodic report that is, or was, late.
 *
 * @param form 10-K or 10-Q
 * @param dueOn the original due date, rolled
 * @param extendedOn the due date as extended by Form 12b-25, rolled; null if it was not extended in time
 */
public record LateReport(
        Form form,
        LocalDate periodEnd,
        LocalDate dueOn,
        @Nullable LocalDate extendedOn) {
    public LateReport {
        if (!form.isPeriodic()) {
            throw new IllegalArgumentException("No periodic report: " + form.wireName());
        }
        if (extendedOn != null && extendedOn.isBefore(dueOn)) {
            throw new IllegalArgumentException("Extended to " + extendedOn + ", before it is due on " + dueOn);
        }
    }

    /** The due date on that base. */
    public LocalDate dueOn(DueDate base) {
        return base == DueDate.EXTENDED && extendedOn != null ? extendedOn : dueOn;
    }

    /** Form and period, such as {@code 10-K for 2024-06-30}. */
    String words() {
        return form.wireName() + " for " + periodEnd;
    }
}
