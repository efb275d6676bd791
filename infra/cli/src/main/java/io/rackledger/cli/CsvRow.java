package io.rackledger.cli;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A row of a CSV file. What is wrong with a cell goes to the mistakes, with its line and column.
 *
 * @param line  where it begins in the file, from 1
 * @param cells those that aren't blank, by column
 */
record CsvRow(long line, Map<String, String> cells, List<String> mistakes) {
    @Nullable
    String text(String column) {
        return cells.get(column);
    }

    /** Adds a mistake in a cell. */
    void wrong(String column, String because) {
        mistakes.add("line " + line + ", column '" + column + "': " + because);
    }

    /** Copies cells of text into an object, under the names of their columns. */
    void copy(ObjectNode to, List<String> columns) {
        for (String column : columns) {
            String text = text(column);
            if (text != null) {
                to.put(column, text);
            }
        }
    }

    /** Puts the row's measures into an object; nothing if it states none. */
    void measures(ObjectNode to) {
        ObjectNode measures = to.objectNode();
        whole(measures, "racks");
        whole(measures, "servers");
        whole(measures, "gpus");
        decimal(measures, "powerMw");
        decimal(measures, "share");
        money(measures);
        if (!measures.isEmpty()) {
            to.set("measures", measures);
        }
    }

    private void whole(ObjectNode to, String column) {
        BigDecimal number = number(column);
        if (number != null) {
            try {
                to.put(column, number.longValueExact());
            } catch (ArithmeticException e) {
                wrong(column, "'" + text(column) + "' is no whole number");
            }
        }
    }

    private void decimal(ObjectNode to, String column) {
        BigDecimal number = number(column);
        if (number != null) {
            to.put(column, number);
        }
    }

    private void money(ObjectNode to) {
        BigDecimal amount = number("value");
        String currency = text("currency");
        if (amount != null && currency == null) {
            wrong("currency", "a value needs its currency, such as USD");
        } else if (amount == null && currency != null && text("value") == null) {
            wrong("value", "a currency needs its value");
        } else if (amount != null) {
            to.putObject("value").put("amount", amount.toPlainString()).put("currency", currency);
        }
    }

    private @Nullable BigDecimal number(String column) {
        String text = text(column);
        if (text == null) {
            return null;
        }
        if (!text.matches("-?\\d{1,24}(\\.\\d{1,9})?")) {
            wrong(column, "'" + text + "' is no number such as 1600 or 96.5, without separators of thousands");
            return null;
        }
        return new BigDecimal(text);
    }
}
