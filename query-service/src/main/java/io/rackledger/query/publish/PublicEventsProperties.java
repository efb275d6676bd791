package io.rackledger.query.publish;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whether and where a ledger's events are published for others.
 *
 * @param enabled    whether they are
 * @param topic      what the topic's name begins with; that of the ledger's topic and {@code -events}, if none is named
 * @param generation the number it ends with, from 1; another one publishes everything anew
 */
@ConfigurationProperties("rackledger.public-events")
record PublicEventsProperties(
        @DefaultValue("false") boolean enabled,
        @Nullable String topic,
        @DefaultValue("1") int generation) {
    PublicEventsProperties {
        if (generation < 1) {
            throw new IllegalArgumentException(
                    "rackledger.public-events.generation is " + generation + " and must be 1 or more");
        }
    }

    /** The topic's name. */
    String name(String ledgerTopic) {
        return (topic == null ? ledgerTopic + "-events" : topic) + "-" + generation;
    }
}
