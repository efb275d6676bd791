package io.rackledger.listing;

/** How soon an issuer's reports are due (rules "10-K due" and "10-Q due"): the larger, the sooner. */
public enum FilerStatus {
    LARGE_ACCELERATED(60, 40),
    ACCELERATED(75, 40),
    NON_ACCELERATED(90, 45);

    private final int annualDays;
    private final int quarterlyDays;

    FilerStatus(int annualDays, int quarterlyDays) {
        this.annualDays = annualDays;
        this.quarterlyDays = quarterlyDays;
    }

    /** Calendar days from the period's end to the due date of a 10-K or 10-Q. */
    int reportDays(Form form) {
        return switch (form) {
            case FORM_10_K -> annualDays;
            case FORM_10_Q -> quarterlyDays;
            case NT_10_K, NT_10_Q, FORM_8_K ->
                throw new IllegalArgumentException("No periodic report: " + form.wireName());
        };
    }
}
