package io.rackledger.query.serve;

import io.rackledger.events.ValidTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
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
    private static List<String> buyers(Known known, ValidTime on, String vendor, @Nullable String buyer) {
        SortedSet<String> possible = buyer == null
                ? known.texts("orders", on, Map.of("vendor", vendor), "buyer")
                : new TreeSet<>(Set.of(buyer));
        return possible.stream()
                .filter(each -> known.hasRows("backlog", on, Map.of("vendor", vendor, "buyer", each)))
                .toList();
    }
}
