package io.rackledger.query.serve;

import io.rackledger.query.follow.LedgerEvents;
import io.rackledger.web.LedgerProperties;
import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What suppositions and differences are answered with. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WhatIfConfiguration.CommandService.class)
@Import(NotDecided.class)
class WhatIfConfiguration {
    /**
     * Where decisions are made.
     *
     * @param commandService the command service's address
     */
    @ConfigurationProperties("rackledger")
    record CommandService(
            @DefaultValue("http://127.0.0.1:8081") URI commandService) {}

    @Bean(destroyMethod = "close")
    Forks forks(CommandService where) {
        return new Forks(where.commandService());
    }

    @Bean
    WhatIf whatIf(Views views, LedgerEvents events, Forks forks, AnswerWriter writer, LedgerProperties properties) {
        return new WhatIf(views, events, forks, writer, properties.ledger());
    }

    @Bean
    WhatIfController whatIfController(WhatIf whatIf, Views views) {
        return new WhatIfController(whatIf, views);
    }

    @Bean
    DiffController diffController(Views views, LedgerEvents events, AnswerWriter writer, LedgerProperties properties) {
        return new DiffController(views, events, writer, properties.ledger());
    }
}
