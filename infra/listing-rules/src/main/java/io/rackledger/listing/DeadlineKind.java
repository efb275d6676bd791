package io.rackledger.listing;

/** What has to happen by a deadline, or happens on it. */
public enum DeadlineKind {
    /** A periodic report is due. */
    REPORT,
    /** A periodic report is due after its extension by Form 12b-25. */
    EXTENDED_REPORT,
    /** Form 12b-25 (NT 10-K, NT 10-Q) is due. */
    NOTIFICATION,
    /** Form 8-K item 3.01 on a notice is due. */
    DISCLOSURE,
    /** A plan to regain compliance is due. */
    PLAN,
    /** The time to cure without a plan ends. */
    CURE,
    /** No exception may be granted beyond this day by the staff. */
    EXCEPTION_CEILING,
    /** No exception may be granted beyond this day by anybody. */
    OUTER_LIMIT,
    /** A granted exception ends. */
    EXCEPTION,
    /** A hearing has to be requested. */
    HEARING_REQUEST,
    /** A stay of suspension ends. */
    STAY_END,
    /** Trading is suspended. */
    SUSPENSION,
    /** A delisting decision has to be appealed. */
    APPEAL;

    /**
     * Whether the nearness of such a deadline, while it is a case's next one, counts as "plan or exception deadline"
     * in the delisting index. A ceiling does not: it limits what may be granted and obliges nobody.
     */
    public boolean countsForRisk() {
        return this == PLAN || this == EXCEPTION;
    }
}
