package io.rackledger.query.webhook;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a receiver can ask to be told. */
public enum Topic {
    /** A party's delisting risk, or the concentration of vendors, came into another band. */
    BAND_CHANGE("band-change"),
    /** Something was taken that breaks a rule, or may. */
    ANOMALY("anomaly");

    private final String wireName;

    Topic(String wireName) {
        this.wireName = wireName;
    }

    /** The name in the API. */
    public String wireName() {
        return wireName;
    }

    /** The topic of that name, if there is one. */
    public static Optional<Topic> named(String name) {
        return Arrays.stream(values())
                .filter(topic -> topic.wireName.equals(name))
                .findFirst();
    }

    /** The names of all. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Topic::wireName).toList();
    }
}
