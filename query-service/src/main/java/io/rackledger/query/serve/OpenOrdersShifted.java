package io.rackledger.query.serve;

import io.rackledger.events.ValidTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Everything that is open at a vendor goes to another. */
final class OpenOrdersShifted implements Preset {
    @Override
    public String name() {
        return "shift-open-orders";
    }

    @Override
    public String purpose() {
        return "All that is open at a vendor shifts to another: of each buyer all or nothing, as the rules allow.";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("from", true, null, "the vendor that loses it"),
                new Parameter("to", true, null, "the vendor that gets it"),
                new Parameter("buyer", false, null, "only orders of this buyer"),
                new Parameter("on", false, null, "when; today if left out"));
    }

    @Override
    public List<ObjectNode> commands(Known known, Map<String, String> given) {
        String from = given.getOrDefault("from", "");
        ValidTime on = known.on(given);
        Supposition supposition = new Supposition(known, this, given);
        for (String buyer : buyers(known, on, from, given.get("buyer"))) {
            supposition
                    .decided("shift-order-to-vendor")
                    .put("buyer", buyer)
                    .put("from", from)
                    .put("to", given.getOrDefault("to", ""))
                    .put("effectiveOn", on.text())
                    .putObject("extent")
                    .put("allOpen", true);
        }
        return supposition.commands();
    }

    /** Those that have something open there, in the order of their names. */
    private static TreeSet<String> buyers(Known known, ValidTime on, String vendor, @Nullable String buyer) {
        Map<String, String> restrictions = new HashMap<>(Map.of("vendor", vendor));
        if (buyer != null) {
            restrictions.put("buyer", buyer);
        }
        Map<String, String> buyers = known.rows("orders", on, restrictions).stream()
                .filter(row -> row.path("buyer").isString())
                .collect(Collectors.toMap(
                        row -> row.path("order").asString(),
                        row -> row.path("buyer").asString()));
        return known.rows("backlog", on, restrictions).stream()
                .map(row -> buyers.get(row.path("order").asString()))
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
