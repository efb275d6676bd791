package io.rackledger.query.fold;

/**
 * A column of a fold's public table.
 *
 * @param meaning what a value of it is, in a phrase for whoever reads the table
 */
public record Column(String name, Type type, String meaning) {
    public Column {
        if (meaning.isBlank()) {
            throw new IllegalArgumentException("column '" + name + "' has no meaning");
        }
    }

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
