package io.rackledger.command.supply;

import io.rackledger.command.decision.Form;
import java.util.regex.Pattern;

/** What the name of a component looks like. */
final class Component {
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_-]{0,39}");

    private Component() {}

    static void check(String component) {
        Form.required(component, "component");
        Form.check(
                NAME.matcher(component).matches(),
                "component: 1 to 40 of A-Z, 0-9, '_' and '-', starting with a letter");
    }
}
