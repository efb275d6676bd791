package io.rackledger.command.listing;

import io.rackledger.events.FilingRecorded;
import io.rackledger.events.Recorded;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A form that was filed, and when. */
record Filing(String form, @Nullable LocalDate periodEnd, DaySpan filedOn) {
    static Filing of(FilingRecorded filed, Recorded recorded) {
        return new Filing(filed.form(), filed.periodEnd(), DaySpan.of(recorded.validAt()));
    }

    boolean covers(String wireName, LocalDate end) {
        return form.equals(wireName) && end.equals(periodEnd);
    }
}
