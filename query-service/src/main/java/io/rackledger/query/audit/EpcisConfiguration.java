package io.rackledger.query.audit;

import io.rackledger.ledger.Ledger;
import io.rackledger.query.epcis.EpcisLog;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** The ledger for whoever speaks EPCIS. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EpcisProperties.class)
@Import(EpcisController.class)
public class EpcisConfiguration {
    @Bean
    EpcisLog epcisLog(Ledger ledger, EpcisProperties properties, Clock clock) {
        return new EpcisLog(ledger, properties.baseUri(), clock);
    }
}
