package io.rackledger.query.serve;

import io.rackledger.ledger.Ledger;
import io.rackledger.query.follow.Follower;
import io.rackledger.query.follow.Generations;
import io.rackledger.query.follow.LedgerEvents;
import io.rackledger.query.follow.Pace;
import io.rackledger.query.follow.Replays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Replays, and what one can do about them. */
@Configuration(proxyBeanMethods = false)
class ReplayConfiguration {
    @Bean(initMethod = "start", destroyMethod = "close")
    Replays replays(Ledger ledger, LedgerEvents events, Follower follower, Generations generations, Views views) {
        return new Replays(ledger, events, follower, generations, views.clock(), Pace.DEFAULT);
    }

    @Bean
    ReplayController replayController(Replays replays, Views views) {
        return new ReplayController(replays, views);
    }

    @Bean(destroyMethod = "close")
    ReplayStreamController replayStreamController(Replays replays) {
        return new ReplayStreamController(replays);
    }
}
