package io.rackledger.query.recount;

import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What an export of views asks of each. Stateless. */
public final class Exported {
    /** Of which a view is told in each form that it has; of other parameters the fallbacks. */
    private static final String BASIS = "basis";

    private Exported() {}

    /** All parameters of a view, in each of its forms. */
    public static List<Map<String, String>> asked(View view) {
        Map<String, String> fallbacks = new TreeMap<>();
        List<String> bases = new ArrayList<>();
        for (Parameter parameter : view.parameters()) {
            String fallback = parameter.fallback();
            if (fallback != null) {
                fallbacks.put(parameter.name(), fallback);
            }
            if (parameter.name().equals(BASIS)) {
                bases.addAll(parameter.values());
            }
        }
        if (bases.isEmpty()) {
            return List.of(fallbacks);
        }
        return bases.stream()
                .map(basis -> {
                    Map<String, String> asked = new TreeMap<>(fallbacks);
                    asked.put(BASIS, basis);
                    return (Map<String, String>) asked;
                })
                .toList();
    }
}
