package io.rackledger.format;

import java.util.Collection;
import java.util.TreeSet;

/**
 * Entries of any of these types (of every type, if none is named) that carry all of these tags.
 *
 * @param types in their order
 * @param tags  in their order
 */
public record Criterion(java.util.List<String> types, java.util.List<Tag> tags) {
    public Criterion {
        types = java.util.List.copyOf(types);
        tags = java.util.List.copyOf(tags);
    }

    /** In canonical order, without repetitions. */
    public static Criterion of(Collection<String> types, Collection<Tag> tags) {
        TreeSet<String> sorted = new TreeSet<>(Utf8::compare);
        sorted.addAll(types);
        return new Criterion(java.util.List.copyOf(sorted), java.util.List.copyOf(new TreeSet<>(tags)));
    }

    /** Whether the entry is one of them. */
    public boolean matches(Entry entry) {
        return (types.isEmpty() || types.contains(entry.type())) && entry.tags().containsAll(tags);
    }
}
