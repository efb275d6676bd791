package io.rackledger.query.audit;

import io.rackledger.ledger.Ledger;
import io.rackledger.query.publish.CheckpointTopic;
import io.rackledger.transparency.TreeHead;
import io.rackledger.web.LedgerProperties;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What an auditor asks, and the evidence that is kept for one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EvidenceProperties.class, AccessProperties.class})
@Import({AuditController.class, EvidenceController.class})
public class AuditConfiguration {
    @Bean(destroyMethod = "close")
    CheckpointTopic checkpointTopic(LedgerProperties properties) {
        LedgerProperties.Kafka kafka = properties.kafka();
        return new CheckpointTopic(kafka.bootstrapServers(), kafka.topic(), kafka.replicas(), kafka.properties());
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Evidence evidence(Ledger ledger, EvidenceProperties properties, CheckpointTopic topic) {
        return new Evidence(
                ledger,
                properties,
                Evidence.Pace.DEFAULT,
                signed -> topic.publish(
                        signed.checkpoint().origin(), signed.note().format()));
    }

    @Bean(destroyMethod = "close")
    AccessLog accessLog(AccessProperties properties) {
        return new AccessLog(properties.accessLog());
    }

    @Bean
    AccessRecorder accessRecorder(AccessLog log, Clock clock) {
        return new AccessRecorder(log, clock);
    }

    @Bean
    HealthIndicator evidenceHealth(Evidence evidence) {
        return () -> {
            SignedCheckpoint last = evidence.last();
            TreeHead signed = last == null ? TreeHead.EMPTY : last.checkpoint().head();
            Health.Builder health = evidence.isContradicted() ? Health.outOfService() : Health.up();
            return health.withDetail("signed", signed.size())
                    .withDetail("root", signed.root().toString())
                    .withDetail("because", evidence.trouble())
                    .build();
        };
    }
}
