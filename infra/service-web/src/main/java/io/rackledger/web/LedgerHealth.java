package io.rackledger.web;

import io.rackledger.ledger.Ledger;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Up only while the ledger does what this service needs of it, and its broker answers. */
public final class LedgerHealth implements HealthIndicator {
    private final Ledger ledger;
    private final Ledger.State needed;

    public LedgerHealth(Ledger ledger, Ledger.State needed) {
        this.ledger = ledger;
        this.needed = needed;
    }

    @Override
    public Health health() {
        Ledger.Status status = ledger.status();
        boolean up = status.state() == needed && status.reachable();
        Health.Builder health = up ? Health.up() : Health.outOfService();
        return health.withDetail("ledger", ledger.name())
                .withDetail("state", status.state())
                .withDetail("brokerAnswers", status.reachable())
                .withDetail("because", status.because())
                .withDetail("position", ledger.head().size() - 1)
                .withDetail("lag", status.lag())
                .build();
    }
}
