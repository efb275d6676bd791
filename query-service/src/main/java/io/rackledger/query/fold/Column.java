package io.rackledger.query.fold;

/** A column of a fold's public table. */
public record Column(String name, Type type) {
    /** What a column holds; written in SQL by the store. */
    public enum Type {
        /** {@link String} */
        TEXT,
        /** {@link Long} */
        COUNT,
        /** {@link java.math.BigDecimal} */
        DECIMAL,
        /** {@link java.time.LocalDate} */
        DATE,
        /** {@link java.time.Instant} */
        TIME,
        /** {@link Boolean} */
        FLAG
    }
}
