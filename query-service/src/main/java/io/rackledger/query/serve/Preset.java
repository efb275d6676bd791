package io.rackledger.query.serve;

import io.rackledger.query.fold.BadQuestionException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A question that is often asked, as the commands that it stands for. Its commands follow from what is known. */
interface Preset {
    /** Every preset. */
    List<Preset> ALL =
            List.of(new VendorDelisted(), new OpenOrdersShifted(), new FacilityLosesPower(), new SupplierSlips());

    /** The name in the API. */
    String name();

    /** For people: what is supposed, and what can't be. */
    String purpose();

    List<Parameter> parameters();

    /**
     * The commands, in the order in which they are decided; none where there is nothing to do.
     *
     * @param given the parameters, as {@link #checked} gave them
     * @throws BadQuestionException if a parameter names what isn't known, or makes no sense
     */
    List<ObjectNode> commands(Known known, Map<String, String> given);

    /**
     * A parameter of a preset.
     *
     * @param fallback what it is if left out; null where it is required, or nothing is restricted
     */
    record Parameter(
            String name, boolean required, @Nullable String fallback, String purpose) {}

    /**
     * The parameters with their fallbacks.
     *
     * @throws BadQuestionException naming the one that is unknown or missing
     */
    default Map<String, String> checked(Map<String, String> given) {
        List<String> known = parameters().stream().map(Parameter::name).toList();
        for (String name : given.keySet()) {
            if (!known.contains(name)) {
                throw new BadQuestionException("parameters." + name, "no such parameter; there are " + known);
            }
        }
        Map<String, String> all = new HashMap<>(given);
        for (Parameter parameter : parameters()) {
            if (parameter.required() && !given.containsKey(parameter.name())) {
                throw new BadQuestionException("parameters." + parameter.name(), "is missing");
            }
            if (parameter.fallback() != null) {
                all.putIfAbsent(parameter.name(), parameter.fallback());
            }
        }
        return all;
    }

    /**
     * The preset of that name.
     *
     * @throws BadQuestionException if there is none
     */
    static Preset named(String name) {
        return ALL.stream()
                .filter(preset -> preset.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new BadQuestionException(
                        "preset",
                        "there is no preset '" + name + "'; there are "
                                + ALL.stream().map(Preset::name).toList()));
    }
}
