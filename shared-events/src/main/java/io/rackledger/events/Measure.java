package io.rackledger.events;

/** A dimension in which an order is measured. */
public enum Measure {
    RACKS("racks", "racks", true),
    SERVERS("servers", "servers", true),
    GPUS("gpus", "GPUs", true),
    POWER_MW("powerMw", "MW", false),
    VALUE("value", "currency", false),
    SHARE("share", "1", false);

    private final String wireName;
    private final String unit;
    private final boolean count;

    Measure(String wireName, String unit, boolean count) {
        this.wireName = wireName;
        this.unit = unit;
        this.count = count;
    }

    /** The name in bodies and answers, such as {@code powerMw}. */
    public String wireName() {
        return wireName;
    }

    /** The unit; for {@link #VALUE} the currency takes its place. */
    public String unit() {
        return unit;
    }

    /** Whether it counts things that can't be split. */
    public boolean isCount() {
        return count;
    }
}
