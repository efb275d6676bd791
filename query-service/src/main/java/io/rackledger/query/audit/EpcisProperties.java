package io.rackledger.query.audit;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How things are called in EPCIS.
 *
 * @param baseUri beneath which every order, party, place and class gets its URI: one that belongs to whoever runs the service
 */
@ConfigurationProperties("rackledger.epcis")
record EpcisProperties(
        @DefaultValue("https://rackledger.example/") URI baseUri) {
    EpcisProperties {
        if (!baseUri.isAbsolute() || !baseUri.toString().endsWith("/")) {
            throw new IllegalArgumentException("rackledger.epcis.base-uri is '" + baseUri
                    + "' and must be absolute and end with a slash, such as https://example.com/rackledger/");
        }
    }
}
