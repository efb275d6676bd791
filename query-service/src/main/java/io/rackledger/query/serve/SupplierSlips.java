package io.rackledger.query.serve;

import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.BadQuestionException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A supplier is ready later. */
final class SupplierSlips implements Preset {
    private static final int MOST_MONTHS = 120;
    private static final int MONTHS_OF_A_QUARTER = 3;
    private static final int MONTHS_OF_A_YEAR = 12;

    @Override
    public String name() {
        return "supplier-slips";
    }

    @Override
    public String purpose() {
        return "A supplier is ready some months later than it said, or than the given day where it said nothing. No"
                + " delivery is promised for a day, so none moves: what changes is how supply stands, and that a shift to"
                + " a customer of the supplier is against supply-not-ready until then. Add such a shift to commands to"
                + " see it.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("supplier", true, null, "who"),
                new Parameter("component", false, null, "only if it supplies this; reports name no component"),
                new Parameter("months", false, "3", "how much later"),
                new Parameter("on", false, null, "when that becomes known; today if left out"));
    }

    @Override
    public List<ObjectNode> commands(Known known, Map<String, String> given) {
        String supplier = given.getOrDefault("supplier", "");
        int months = months(given.getOrDefault("months", ""));
        ValidTime on = known.on(given);
        List<ObjectNode> rows = known.rows("supply", on, Map.of("party", supplier));
        checkSupplies(rows, supplier, given);
        List<ObjectNode> promises = rows.stream()
                .filter(row -> row.path("kind").asString().equals("STATE"))
                .filter(row -> !row.path("standing").asString().equals("NO"))
                .filter(row -> row.path("readyFrom").isString())
                .toList();
        Supposition supposition = new Supposition(known, this, given);
        if (promises.isEmpty()) {
            report(supposition, supplier, on, later(on, months));
        }
        for (ObjectNode promise : promises) {
            ValidTime ready = ValidTime.parse(promise.path("readyFrom").asString());
            ObjectNode body = report(supposition, supplier, on, later(ready, months));
            List.of("site", "platform", "dimension").forEach(field -> copy(promise, field, body));
        }
        return supposition.commands();
    }

    private static int months(String text) {
        if (text.matches("\\d{1,3}") && Integer.parseInt(text) >= 1 && Integer.parseInt(text) <= MOST_MONTHS) {
            return Integer.parseInt(text);
        }
        throw new BadQuestionException("parameters.months", "a whole number from 1 to " + MOST_MONTHS);
    }

    private static void checkSupplies(List<ObjectNode> rows, String supplier, Map<String, String> given) {
        String component = given.get("component");
        boolean supplies = rows.stream()
                .filter(row ->
                        component == null || row.path("component").asString("").equals(component))
                .anyMatch(row -> row.path("supplier").asString("").equals(supplier)
                        || row.path("party").asString("").equals(supplier));
        if (!supplies) {
            throw new BadQuestionException(
                    component == null ? "parameters.supplier" : "parameters.component",
                    "nothing on record says that '" + supplier + "' supplies "
                            + (component == null ? "anything" : component));
        }
    }

    private static ObjectNode report(Supposition supposition, String supplier, ValidTime on, ValidTime readyFrom) {
        return supposition
                .observed("report-supply-state")
                .put("party", supplier)
                .put("state", "CONSTRAINED")
                .put("readyFrom", readyFrom.text())
                .put("on", on.text());
    }

    private static void copy(JsonNode from, String field, ObjectNode to) {
        if (from.path(field).isString()) {
            to.set(field, from.get(field));
        }
    }

    /** As precise as the time itself where the months allow it, else a day: that on which it is over at the latest. */
    static ValidTime later(ValidTime time, int months) {
        LocalDate first = time.firstDay().plusMonths(months);
        return switch (time.precision()) {
            case YEAR ->
                months % MONTHS_OF_A_YEAR == 0
                        ? ValidTime.parse(String.valueOf(first.getYear()))
                        : ValidTime.of(time.lastDay().plusMonths(months));
            case QUARTER ->
                months % MONTHS_OF_A_QUARTER == 0
                        ? ValidTime.parse(
                                first.getYear() + "-Q" + ((first.getMonthValue() - 1) / MONTHS_OF_A_QUARTER + 1))
                        : ValidTime.of(time.lastDay().plusMonths(months));
            case MONTH -> ValidTime.parse(first.toString().substring(0, "2024-11".length()));
            case DAY, INSTANT -> ValidTime.of(first);
        };
    }
}
