package io.rackledger.query.fold;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A parameter of a view.
 *
 * @param name     as in the query string
 * @param values   what it may be; empty for free text
 * @param fallback what it is if left out; null for not restricted
 * @param purpose  for people
 */
public record Parameter(
        String name, List<String> values, @Nullable String fallback, String purpose) {
    public Parameter {
        values = List.copyOf(values);
    }
}
