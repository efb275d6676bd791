package io.rackledger.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tags and the metadata of an entry, within its canonical bytes, which were checked before: whoever reads many entries
 * asks each for little of that, so a text is made when it is asked for. Immutable.
 */
final class Sorted {
    private Sorted() {}

    /** Texts one after another, each with its length before it. */
    private record Written(byte[] bytes) {
        int length(int at) {
            return ByteBuffer.wrap(bytes).getInt(at);
        }

        /** Where the next one is. */
        int after(int at) {
            return at + Integer.BYTES + length(at);
        }

        String text(int at) {
            return new String(bytes, at + Integer.BYTES, length(at), StandardCharsets.UTF_8);
        }

        boolean isAt(int at, String text) {
            int from = at + Integer.BYTES;
            int to = after(at);
            for (int i = from; i < to; i++) {
                if (bytes[i] < 0) {
                    return text(at).equals(text);
                }
                if (i - from == text.length() || text.charAt(i - from) != bytes[i]) {
                    return false;
                }
            }
            return to - from == text.length();
        }
    }

    /** Tags in their order. */
    static final class Tags extends AbstractSet<Tag> {
        private final Written written;
        private final int from;
        private final int count;

        /** Not volatile: whoever doesn't see it makes it again. */
        private Tag @Nullable [] tags;

        /** So many tags in ascending order, which stand there. */
        Tags(byte[] canonical, int from, int count) {
            this.written = new Written(canonical);
            this.from = from;
            this.count = count;
        }

        @Override
        public boolean contains(@Nullable Object other) {
            if (!(other instanceof Tag tag)) {
                return false;
            }
            int at = from;
            for (int i = 0; i < count; i++) {
                int value = written.after(at);
                if (written.isAt(at, tag.key()) && written.isAt(value, tag.value())) {
                    return true;
                }
                at = written.after(value);
            }
            return false;
        }

        @Override
        public Iterator<Tag> iterator() {
            Tag[] known = tags;
            if (known == null) {
                known = read();
                tags = known;
            }
            return Arrays.asList(known).iterator();
        }

        private Tag[] read() {
            Tag[] read = new Tag[count];
            int at = from;
            for (int i = 0; i < count; i++) {
                int value = written.after(at);
                read[i] = new Tag(written.text(at), written.text(value));
                at = written.after(value);
            }
            return read;
        }

        @Override
        public int size() {
            return count;
        }
    }

    /** Texts by their keys, in the order of the keys. */
    static final class Texts extends AbstractMap<String, String> {
        private final Written written;
        private final int from;
        private final int count;

        /** So many pairs, with their keys in ascending order, which stand there. */
        Texts(byte[] canonical, int from, int count) {
            this.written = new Written(canonical);
            this.from = from;
            this.count = count;
        }

        @Override
        public @Nullable String get(@Nullable Object key) {
            int at = from;
            for (int i = 0; i < count; i++) {
                int value = written.after(at);
                if (key instanceof String text && written.isAt(at, text)) {
                    return written.text(value);
                }
                at = written.after(value);
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
                    return new Pairs(written, from, count);
                }

                @Override
                public int size() {
                    return count;
                }
            };
        }
    }

    private static final class Pairs implements Iterator<Map.Entry<String, String>> {
        private final Written written;
        private int next;
        private int left;

        Pairs(Written written, int from, int count) {
            this.written = written;
            this.next = from;
            this.left = count;
        }

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public Map.Entry<String, String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int value = written.after(next);
            Map.Entry<String, String> pair = Map.entry(written.text(next), written.text(value));
            next = written.after(value);
            left--;
            return pair;
        }
    }
}
