package io.rackledger.listing;

/** Which due date of a late report an exception is counted from. Decisions differ, so a rule set states its base. */
public enum DueDate {
    /** The report's own due date. */
    ORIGINAL("original due date"),
    /** The due date as extended by Form 12b-25, where it was. */
    EXTENDED("due date as extended where it was");

    private final String words;

    DueDate(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }
}
