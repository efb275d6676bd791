package io.rackledger.query.serve;

import io.micrometer.core.instrument.MeterRegistry;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerSettings;
import io.rackledger.ledger.kafka.KafkaLedger;
import io.rackledger.ledger.kafka.KafkaLedgerConfig;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.follow.Follower;
import io.rackledger.query.follow.LedgerEvents;
import io.rackledger.query.follow.Past;
import io.rackledger.query.follow.Store;
import io.rackledger.query.recount.EveryView;
import io.rackledger.web.HostGuard;
import io.rackledger.web.LedgerHealth;
import io.rackledger.web.LedgerMetrics;
import io.rackledger.web.LedgerProperties;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What the query service is made of. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LedgerProperties.class)
@Import({BadQuestions.class, ReplayConfiguration.class, WebhookConfiguration.class, WhatIfConfiguration.class})
public class QueryServiceConfiguration {
    /** For each fold; with their facts about a kilobyte each. */
    private static final int PAST_STATES = 1_000_000;

    @Bean(destroyMethod = "close")
    KafkaLedger ledger(LedgerProperties properties, MeterRegistry meters) {
        KafkaLedger ledger = KafkaLedger.open(
                new KafkaLedgerConfig(
                        properties.kafka().bootstrapServers(),
                        properties.kafka().topic(),
                        properties.ledger(),
                        false,
                        properties.kafka().replicas(),
                        properties.appendTimeout(),
                        LedgerSettings.DEFAULT,
                        properties.index().settings(),
                        Map.copyOf(properties.kafka().properties())),
                new LedgerMetrics(properties.ledger(), meters));
        LedgerMetrics.watch(ledger, meters);
        return ledger;
    }

    @Bean
    LedgerEvents ledgerEvents(Ledger ledger) {
        return new LedgerEvents(ledger);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Follower follower(Ledger ledger, LedgerEvents events, Store store, MeterRegistry meters) {
        List<Fold<?>> folds = EveryView.ALL.stream()
                .flatMap(view -> view.folds().stream())
                .distinct()
                .<Fold<?>>map(fold -> fold)
                .toList();
        Follower follower = new Follower(ledger, events, store, folds);
        meters.gauge("rackledger.follower.lag", follower, Follower::lag);
        return follower;
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    Past past(LedgerEvents events) {
        return new Past(events, PAST_STATES);
    }

    @Bean
    Views views(Follower follower, Past past, Clock clock) {
        return new Views(EveryView.ALL, follower, past, clock);
    }

    @Bean
    AnswerWriter answerWriter(LedgerProperties properties) {
        return new AnswerWriter(properties.ledger());
    }

    @Bean
    ViewController viewController(Views views, AnswerWriter writer, LedgerProperties properties) {
        return new ViewController(views, writer, properties.ledger());
    }

    @Bean
    ViewExportController viewExportController(Views views, Ledger ledger) {
        return new ViewExportController(views, ledger);
    }

    @Bean
    OrderController orderController(LedgerEvents events, LedgerProperties properties) {
        return new OrderController(events, properties.ledger());
    }

    @Bean
    Channels channels(Views views, LedgerEvents events, AnswerWriter writer) {
        return new Channels(views, events, writer, Rhythm.Pace.DEFAULT);
    }

    @Bean
    StreamController streamController(
            Views views, Channels channels, AnswerWriter writer, LedgerProperties properties, MeterRegistry meters) {
        return new StreamController(views, channels, writer, properties.ledger(), meters);
    }

    @Bean
    LedgerHealth ledgerHealth(Ledger ledger) {
        return new LedgerHealth(ledger, Ledger.State.FOLLOWING);
    }

    @Bean
    HealthIndicator viewsHealth(Follower follower) {
        return () -> {
            boolean up = follower.ready()
                    && follower.trouble().isEmpty()
                    && follower.halted().isEmpty();
            Health.Builder health = up ? Health.up() : Health.outOfService();
            return health.withDetail("position", follower.image().size() - 1)
                    .withDetail("lag", follower.lag())
                    .withDetail("because", follower.trouble())
                    .withDetail("halted", List.copyOf(follower.halted().values()))
                    .build();
        };
    }

    @Bean(destroyMethod = "close")
    UnfoldingController unfoldingController(Ledger ledger, LedgerEvents events, AnswerWriter writer) {
        return new UnfoldingController(ledger, events, EveryView.ALL, writer);
    }

    @Bean
    HostGuard hostGuard(LedgerProperties properties) {
        return new HostGuard(properties.allowedHosts());
    }
}
