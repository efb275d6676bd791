package io.rackledger.command.web;

import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.kafka.Instance;
import io.rackledger.web.LedgerHealth;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Up only while commands on every ledger are taken, here or by the instance that they are forwarded to. Its details are
 * those of the first ledger, and under {@code further} those of the others.
 */
final class ServedHealth implements HealthIndicator {
    private final ServedLedgers ledgers;
    private final Instances instances;

    ServedHealth(ServedLedgers ledgers, Instances instances) {
        this.ledgers = ledgers;
        this.instances = instances;
    }

    @Override
    public Health health() {
        boolean up = true;
        Map<String, Object> further = new LinkedHashMap<>();
        Map<String, Object> details = Map.of();
        for (ServedLedger served : ledgers.all()) {
            Health health = health(served);
            up &= health.getStatus().equals(Status.UP);
            if (served == ledgers.first()) {
                details = health.getDetails();
            } else {
                further.put(served.ledger().name(), health.getDetails());
            }
        }
        Health.Builder health = (up ? Health.up() : Health.outOfService()).withDetails(details);
        return further.isEmpty()
                ? health.build()
                : health.withDetail("further", further).build();
    }

    private Health health(ServedLedger served) {
        Instance elsewhere = instances.elsewhere(served);
        Ledger.State state = served.ledger().status().state();
        boolean serves = state == Ledger.State.WRITING || state == Ledger.State.FOLLOWING && elsewhere != null;
        Health health = new LedgerHealth(served.ledger(), serves ? state : Ledger.State.WRITING).health();
        if (!instances.isRunning()) {
            return health;
        }
        return new Health.Builder(health.getStatus(), health.getDetails())
                .withDetail("instance", instances.id())
                .withDetail(
                        "forwardsTo",
                        elsewhere == null ? "" : elsewhere.address().toString())
                .build();
    }
}
