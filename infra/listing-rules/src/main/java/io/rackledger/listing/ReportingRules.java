package io.rackledger.listing;

import java.time.LocalDate;

/** When issuers have to file with the Securities and Exchange Commission: the same at every exchange. */
final class ReportingRules {
    private static final int NOTIFICATION_BUSINESS_DAYS = 1;
    private static final int ANNUAL_EXTENSION_DAYS = 15;
    private static final int QUARTERLY_EXTENSION_DAYS = 5;
    private static final int DISCLOSURE_BUSINESS_DAYS = 4;

    private ReportingRules() {}

    static Deadline reportDue(String ruleSet, Form form, LocalDate periodEnd, FilerStatus filerStatus) {
        int days = filerStatus.reportDays(form);
        return new Deadline(
                DeadlineKind.REPORT,
                BusinessCalendar.plusDaysRolled(periodEnd, days),
                ruleSet,
                "Form %s: %d calendar days from the period end %s".formatted(form.wireName(), days, periodEnd));
    }

    static Deadline notificationDue(String ruleSet, LocalDate dueOn) {
        return new Deadline(
                DeadlineKind.NOTIFICATION,
                BusinessCalendar.plusBusinessDays(dueOn, NOTIFICATION_BUSINESS_DAYS),
                ruleSet,
                "12b-25: %d business day from the due date %s".formatted(NOTIFICATION_BUSINESS_DAYS, dueOn));
    }

    static Deadline extendedDue(String ruleSet, Form form, LocalDate dueOn) {
        int days = extensionDays(form);
        LocalDate rolledDueOn = BusinessCalendar.rollForward(dueOn);
        return new Deadline(
                DeadlineKind.EXTENDED_REPORT,
                BusinessCalendar.plusDaysRolled(rolledDueOn, days),
                ruleSet,
                "12b-25: %d calendar days from the due date %s".formatted(days, rolledDueOn));
    }

    static Deadline disclosureDue(String ruleSet, LocalDate noticeOn) {
        return new Deadline(
                DeadlineKind.DISCLOSURE,
                BusinessCalendar.plusBusinessDays(noticeOn, DISCLOSURE_BUSINESS_DAYS),
                ruleSet,
                "Form %s: %d business days from the notice of %s"
                        .formatted(FiledForm.DELISTING_NOTICE.wireName(), DISCLOSURE_BUSINESS_DAYS, noticeOn));
    }

    private static int extensionDays(Form form) {
        return switch (form) {
            case FORM_10_K -> ANNUAL_EXTENSION_DAYS;
            case FORM_10_Q -> QUARTERLY_EXTENSION_DAYS;
            case NT_10_K, NT_10_Q, FORM_8_K ->
                throw new IllegalArgumentException("No periodic report: " + form.wireName());
        };
    }
}
