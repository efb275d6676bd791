package io.rackledger.format;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * Entries of any of these types (of every type, if none is named) that carry all of these tags. In canonical order,
 * without repetitions: the same criterion always has the same bytes.
 *
 * @param types ascending by their UTF-8 bytes
 * @param tags  ascending
 */
public record Criterion(List<String> types, List<Tag> tags) {
    /**
     * @throws IllegalArgumentException if types or tags aren't ascending, or a text has no UTF-8 form; {@link #of} sorts
     */
    public Criterion {
        types = List.copyOf(types);
        tags = List.copyOf(tags);
        types.forEach(Utf8::encode);
        tags.forEach(tag -> {
            Utf8.encode(tag.key());
            Utf8.encode(tag.value());
        });
        if (!types.equals(ascending(types, Utf8::compare)) || !tags.equals(ascending(tags, Tag::compareTo))) {
            throw new IllegalArgumentException("a criterion out of order: " + types + " " + tags);
        }
    }

    /** In canonical order, without repetitions. */
    public static Criterion of(Collection<String> types, Collection<Tag> tags) {
        return new Criterion(ascending(types, Utf8::compare), ascending(tags, Tag::compareTo));
    }

    private static <T> List<T> ascending(Collection<T> items, Comparator<T> order) {
        TreeSet<T> sorted = new TreeSet<>(order);
        sorted.addAll(items);
        return List.copyOf(sorted);
    }

    /** Whether the entry is one of them. */
    public boolean matches(Entry entry) {
        return (types.isEmpty() || types.contains(entry.type())) && entry.tags().containsAll(tags);
    }
}
