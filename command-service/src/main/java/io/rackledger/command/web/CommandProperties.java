package io.rackledger.command.web;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.core.env.Environment;

/**
 * Which ledgers a command service serves beside the first, and with whom.
 *
 * @param furtherLedgers topics by the ledger's name
 */
@ConfigurationProperties("rackledger")
record CommandProperties(
        @DefaultValue Map<String, String> furtherLedgers,
        @DefaultValue Instances instances) {
    /**
     * Other instances that serve the same ledgers.
     *
     * @param enabled        whether there may be any; without, this one writes every ledger that it serves
     * @param address        where the others reach this one; made of what it listens on, if it isn't said
     * @param group          Kafka's consumer group of all of them
     * @param sessionTimeout after which one that is silent counts as gone
     */
    record Instances(
            @DefaultValue("false") boolean enabled,
            @Nullable URI address,
            @DefaultValue("rackledger-instances") String group,
            @DefaultValue("1s") Duration sessionTimeout) {
        /** Where the others reach this one, once it listens. */
        URI reachedAt(Environment environment) {
            return address == null
                    ? URI.create(
                            "http://" + host(environment) + ":" + environment.getRequiredProperty("local.server.port"))
                    : address;
        }

        /**
         * The host's part of it.
         *
         * @throws IllegalStateException if it isn't said, and the service listens on all addresses
         */
        String host(Environment environment) {
            if (address != null) {
                return address.getHost();
            }
            InetAddress host = environment.getRequiredProperty("server.address", InetAddress.class);
            if (host.isAnyLocalAddress()) {
                throw new IllegalStateException(
                        "this service listens on all addresses: say with rackledger.instances.address where other"
                                + " instances reach it, such as http://command-1:8081");
            }
            return host instanceof Inet6Address ? "[" + host.getHostAddress() + "]" : host.getHostAddress();
        }
    }
}
