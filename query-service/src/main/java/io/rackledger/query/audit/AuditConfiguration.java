package io.rackledger.query.audit;

import io.rackledger.ledger.Ledger;
import io.rackledger.query.publish.CheckpointTopic;
import io.rackledger.transparency.TreeHead;
import io.rackledger.web.ErasureProperties;
import io.rackledger.web.LedgerProperties;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What an auditor asks, and the evidence that is kept for one. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({EvidenceProperties.class, AccessProperties.class, ErasureProperties.class})
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

    @Bean(initMethod = "start", destroyMethod = "close")
    Witnesses witnesses(Evidence evidence, EvidenceProperties properties) {
        return new Witnesses(evidence, properties);
    }

    @Bean(destroyMethod = "close")
    AccessLog accessLog(AccessProperties properties) {
        return new AccessLog(properties.accessLog());
    }

    @Bean
    AccessRecorder accessRecorder(AccessLog log, Clock clock) {
        return new AccessRecorder(log, clock);
    }

    /** A witness that has seen another history is named; what is signed here is judged by the ledger alone. */
    @Bean
    HealthIndicator evidenceHealth(Evidence evidence, Witnesses witnesses) {
        return () -> {
            Health.Builder health = evidence.isContradicted() ? Health.outOfService() : Health.up();
            TreeHead signed = headOf(evidence.checkpoints().signed());
            health.withDetail("signed", signed.size())
                    .withDetail("root", signed.root().toString())
                    .withDetail("because", evidence.trouble());
            List<Witnesses.Standing> standing = witnesses.standing();
            if (!standing.isEmpty()) {
                health.withDetail(
                                "cosigned",
                                headOf(evidence.checkpoints().cosigned()).size())
                        .withDetail("witnesses", standing);
            }
            return health.build();
        };
    }

    private static TreeHead headOf(@Nullable SignedCheckpoint checkpoint) {
        return checkpoint == null ? TreeHead.EMPTY : checkpoint.head();
    }
}
