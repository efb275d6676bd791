package io.rackledger.events;

/** How much a supplier makes in a period of time. */
public record SupplyRate(Quantity quantity, Per per) {
    /** The period of time. */
    public enum Per {
        DAY,
        WEEK,
        MONTH,
        QUARTER,
        YEAR
    }
}
