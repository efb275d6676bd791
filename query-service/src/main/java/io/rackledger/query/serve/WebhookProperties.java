package io.rackledger.query.serve;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where webhooks may point, beside this machine, and how soon a delivery is tried again.
 *
 * @param allowedHosts names or addresses, without port
 * @param firstRetry   after the first attempt; each later one waits five times as long
 */
@ConfigurationProperties("rackledger.webhooks")
record WebhookProperties(
        @DefaultValue List<String> allowedHosts,
        @DefaultValue("5s") Duration firstRetry) {}
