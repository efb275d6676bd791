package io.rackledger.web;

import io.rackledger.ledger.Ledger;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Up only while the ledger does what this service needs of it, and its log is in reach. {@code serves} says in a word what
 * it does, {@code because} why it does no more.
 */
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
                .withDetail("serves", serves(status))
                .withDetail("state", status.state())
                .withDetail("logInReach", status.reachable())
                .withDetail("because", status.because())
                .withDetail("position", ledger.head().size() - 1)
                .withDetail("lag", status.lag())
                .build();
    }

    /** What was acknowledged before is read in any state; commands are taken in one only. */
    private static String serves(Ledger.Status status) {
        boolean well = status.reachable();
        return switch (status.state()) {
            case STARTING -> "unavailable";
            case WRITING -> well ? "writing" : "read-only";
            case FOLLOWING -> well ? "following" : "read-only";
            case RECOVERING -> status.because().isEmpty() ? "recovering" : "read-only";
            case STOPPED -> "read-only";
        };
    }
}
