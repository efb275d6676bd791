package io.rackledger.query.store;

import io.rackledger.query.follow.Generations;
import io.rackledger.query.follow.Store;
import io.rackledger.query.webhook.WebhookStore;
import io.rackledger.web.LedgerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The database, H2 or PostgreSQL, by {@code spring.datasource}. */
@Configuration(proxyBeanMethods = false)
public class StoreConfiguration {
    @Bean
    Store store(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        return new SqlStore(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    Generations generations(JdbcTemplate jdbc, PlatformTransactionManager transactions) {
        return new SqlGenerations(jdbc, new TransactionTemplate(transactions));
    }

    @Bean
    WebhookStore webhookStore(JdbcTemplate jdbc, PlatformTransactionManager transactions, LedgerProperties properties) {
        return new SqlWebhookStore(jdbc, new TransactionTemplate(transactions), properties.ledger());
    }
}
