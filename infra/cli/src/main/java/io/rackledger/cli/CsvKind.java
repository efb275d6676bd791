package io.rackledger.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What the rows of a CSV file are, and which columns they have; usage/import.txt explains them. */
enum CsvKind {
    /** Lots of orders: the rows of one order together are one command. */
    ORDERS(
            "place-server-order",
            Set.of("order", "buyer", "vendor"),
            Set.of("order", "vendor"),
            Set.of("buyer", "placedOn"),
            List.of("order", "buyer", "programme", "placedOn", "lot", "vendor")),
    /** Deliveries, each a command. */
    DELIVERIES(
            "record-delivery",
            Set.of("order"),
            Set.of("order"),
            Set.of("delivery", "deliveredOn"),
            List.of("delivery", "order", "lot", "vendor", "deliveredOn", "facility"));

    /** How much, in both kinds. */
    static final List<String> MEASURES = List.of("racks", "servers", "gpus", "powerMw", "share", "value", "currency");

    /** What is said of a command, in both kinds. */
    static final List<String> ENVELOPE =
            List.of("id", "mode", "source", "confidence", "quote", "asserter", "correlation");

    private final String command;
    private final Set<String> required;
    private final Set<String> filled;
    private final Set<String> telling;
    private final List<String> own;

    CsvKind(String command, Set<String> required, Set<String> filled, Set<String> telling, List<String> own) {
        this.command = command;
        this.required = required;
        this.filled = filled;
        this.telling = telling;
        this.own = own;
    }

    /** The command that rows become. */
    String command() {
        return command;
    }

    /** Columns that must be there. */
    Set<String> required() {
        return required;
    }

    /** Columns that every row fills; the others that must be there, the first row of a command does. */
    Set<String> filled() {
        return filled;
    }

    /** All columns that there may be. */
    List<String> columns() {
        return Stream.of(own, MEASURES, ENVELOPE).flatMap(List::stream).toList();
    }

    /**
     * The kind that has these columns and no other kind has.
     *
     * @throws FailedException if that is none, or more than one
     */
    static CsvKind of(Set<String> columns) {
        List<CsvKind> fitting = Arrays.stream(values())
                .filter(kind -> kind.telling.stream().anyMatch(columns::contains))
                .toList();
        if (fitting.size() != 1) {
            throw new FailedException(
                    "line 1: the columns don't tell what the rows are: say '--as orders' or " + "'--as deliveries'");
        }
        return fitting.getFirst();
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Reads the option {@code --as}. */
    static final class Reader implements ITypeConverter<CsvKind> {
        @Override
        public CsvKind convert(String text) {
            return Arrays.stream(values())
                    .filter(kind -> kind.toString().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                            + Arrays.stream(values()).map(CsvKind::toString).collect(Collectors.joining(", "))));
        }
    }
}
