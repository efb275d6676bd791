package io.rackledger.query.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.rackledger.ledger.Ledger;
import io.rackledger.web.LedgerProperties;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Public events, where they are enabled. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnBooleanProperty("rackledger.public-events.enabled")
@EnableConfigurationProperties(PublicEventsProperties.class)
public class PublishConfiguration {
    @Bean(initMethod = "start", destroyMethod = "close")
    PublicEvents publicEvents(
            Ledger ledger, LedgerProperties properties, PublicEventsProperties wanted, MeterRegistry meters) {
        LedgerProperties.Kafka kafka = properties.kafka();
        EventTopic topic = new EventTopic(
                kafka.bootstrapServers(), wanted.name(kafka.topic()), kafka.replicas(), kafka.properties());
        PublicEvents events = new PublicEvents(ledger, topic, PublicEvents.Pace.DEFAULT);
        meters.gauge("rackledger.public.events.lag", events, PublicEvents::lag);
        return events;
    }

    /** Only what a person has to look at takes the service out; that Kafka is away, views and evidence tell as well. */
    @Bean
    HealthIndicator publicEventsHealth(PublicEvents events) {
        return () -> {
            boolean stopped = events.state() == PublicEvents.State.STOPPED;
            Health.Builder health = stopped ? Health.outOfService() : Health.up();
            return health.withDetail("topic", events.topic())
                    .withDetail("state", events.state())
                    .withDetail("published", events.published())
                    .withDetail("lag", events.lag())
                    .withDetail("because", events.trouble())
                    .build();
        };
    }
}
