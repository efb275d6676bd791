package io.rackledger.format;

/** A key and a value by which entries are found. Ordered by the UTF-8 bytes of key, then value. */
public record Tag(String key, String value) implements Comparable<Tag> {
    @Override
    public int compareTo(Tag other) {
        int byKey = Utf8.compare(key, other.key);
        return byKey != 0 ? byKey : Utf8.compare(value, other.value);
    }

    @Override
    public String toString() {
        return key + "=" + value;
    }
}
