package io.rackledger.format;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What each entry of a large ledger has a few of, in as little memory as it takes. Immutable. */
final class Sorted {
    private Sorted() {}

    /** Tags in their order. */
    static final class Tags extends AbstractSet<Tag> {
        private final Tag[] tags;

        /** Of tags in ascending order. */
        Tags(Collection<Tag> ascending) {
            this.tags = ascending.stream().map(Shared::of).toArray(Tag[]::new);
        }

        @Override
        public boolean contains(@Nullable Object other) {
            return other instanceof Tag tag && Arrays.binarySearch(tags, tag) >= 0;
        }

        @Override
        public Iterator<Tag> iterator() {
            return Arrays.asList(tags).iterator();
        }

        @Override
        public int size() {
            return tags.length;
        }
    }

    /** Texts by their keys, in the order of the keys. */
    static final class Texts extends AbstractMap<String, String> {
        private final String[] keysAndValues;

        /** Of keys in ascending order. */
        Texts(Map<String, String> ascending) {
            this.keysAndValues = new String[2 * ascending.size()];
            int at = 0;
            for (Map.Entry<String, String> text : ascending.entrySet()) {
                keysAndValues[at++] = Shared.of(text.getKey());
                keysAndValues[at++] = Shared.of(text.getValue());
            }
        }

        @Override
        public @Nullable String get(@Nullable Object key) {
            for (int i = 0; i < keysAndValues.length; i += 2) {
                if (keysAndValues[i].equals(key)) {
                    return keysAndValues[i + 1];
                }
            }
            return null;
        }

        @Override
        public boolean containsKey(@Nullable Object key) {
            return get(key) != null;
        }

        @Override
        public Set<Map.Entry<String, String>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public Iterator<Map.Entry<String, String>> iterator() {
                    return new Pairs(keysAndValues);
                }

                @Override
                public int size() {
                    return keysAndValues.length / 2;
                }
            };
        }
    }

    private static final class Pairs implements Iterator<Map.Entry<String, String>> {
        private final String[] keysAndValues;
        private int next;

        Pairs(String[] keysAndValues) {
            this.keysAndValues = keysAndValues;
        }

        @Override
        public boolean hasNext() {
            return next < keysAndValues.length;
        }

        @Override
        public Map.Entry<String, String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            next += 2;
            return Map.entry(keysAndValues[next - 2], keysAndValues[next - 1]);
        }
    }
}
