package io.rackledger.house;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A rule over source files.
 *
 * @param name the rule's name in kebab-case
 * @param breaches what breaks the rule in one file, each with path and line
 */
record SourceRule(String name, Function<Source, Stream<String>> breaches) {
    List<String> breaches(List<Source> sources) {
        return sources.stream().flatMap(breaches).toList();
    }

    @Override
    public String toString() {
        return name;
    }
}
