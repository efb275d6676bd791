package io.rackledger.ledger.dcb;

import io.rackledger.format.Entry;
import io.rackledger.format.Tag;
import io.rackledger.ledger.StoredEvent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An event of an example: what happened, said of what, and by what it is found. */
record Fact(String type, Map<String, String> data, List<Tag> tags) {
    /** A fact, of names and values in turns. */
    static Fact of(String type, String... namesAndValues) {
        Map<String, String> data = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            data.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return new Fact(type, Map.copyOf(data), List.of());
    }

    static Fact of(StoredEvent stored) {
        Entry entry = stored.entry();
        return new Fact(entry.type(), Map.copyOf(entry.metadata()), List.copyOf(entry.tags()));
    }

    /** The same, found by this, too. */
    Fact about(Tag... more) {
        return new Fact(type, data, Arrays.stream(more).sorted().toList());
    }

    String get(String name) {
        String value = data.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no " + name + " in " + this);
        }
        return value;
    }
}
