package io.rackledger.query.serve;

import io.rackledger.query.fold.View;
import io.rackledger.query.follow.Follower;
import io.rackledger.query.follow.Past;
import io.rackledger.query.webhook.Courier;
import io.rackledger.query.webhook.Lookout;
import io.rackledger.query.webhook.Receivers;
import io.rackledger.query.webhook.Retries;
import io.rackledger.query.webhook.Topic;
import io.rackledger.query.webhook.Watched;
import io.rackledger.query.webhook.WebhookStore;
import io.rackledger.web.LedgerProperties;
import java.time.Clock;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who looks for webhooks, and who sends. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebhookProperties.class)
class WebhookConfiguration {
    @Bean
    Receivers receivers(WebhookProperties properties) {
        return new Receivers(properties.allowedHosts());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Courier courier(WebhookStore store, Receivers receivers, WebhookProperties properties, Clock clock) {
        Retries usual = Retries.DEFAULT;
        return new Courier(store, receivers, new Retries(properties.firstRetry(), usual.factor(), usual.most()), clock);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Lookout lookout(
            LedgerProperties properties, Views views, Follower follower, Past past, WebhookStore store, Clock clock) {
        View risk = views.named("delisting-risk");
        View share = views.named("vendor-share");
        View anomalies = views.named("anomalies");
        List<Watched> watched = List.of(
                new Watched(risk, Topic.BAND_CHANGE, "party"),
                new Watched(share, Topic.BAND_CHANGE, "buyer"),
                new Watched(anomalies, Topic.ANOMALY, null));
        return new Lookout(properties.ledger(), follower, past, store, watched, clock);
    }

    @Bean
    WebhookController webhookController(WebhookStore store, Lookout lookout, Receivers receivers, Clock clock) {
        return new WebhookController(store, lookout, receivers, clock);
    }
}
