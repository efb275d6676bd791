package io.rackledger.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.LedgerObserver;
import java.time.Duration;
import java.util.List;

/** What a ledger does, as meters. */
public final class LedgerMetrics implements LedgerObserver {
    private static final String LEDGER = "ledger";

    private final Timer latency;
    private final DistributionSummary events;
    private final DistributionSummary bytes;
    private final Counter voidRecords;
    private final Counter seals;
    private final Counter overtaken;

    /** Meters with the ledger's name as their tag. */
    public LedgerMetrics(String ledger, MeterRegistry meters) {
        latency = Timer.builder("rackledger.ledger.append")
                .description("from chaining a commit to its acknowledgement")
                .publishPercentileHistogram()
                .tag(LEDGER, ledger)
                .register(meters);
        events = DistributionSummary.builder("rackledger.ledger.append.events")
                .description("events of a commit")
                .tag(LEDGER, ledger)
                .register(meters);
        bytes = DistributionSummary.builder("rackledger.ledger.append.size")
                .description("size of a commit's record")
                .baseUnit("bytes")
                .tag(LEDGER, ledger)
                .register(meters);
        voidRecords = Counter.builder("rackledger.ledger.void.records")
                .description("records that do not extend the chain")
                .tag(LEDGER, ledger)
                .register(meters);
        seals = Counter.builder("rackledger.ledger.seals")
                .description("seals sent: one at each opening and after each error")
                .tag(LEDGER, ledger)
                .register(meters);
        overtaken = Counter.builder("rackledger.ledger.overtaken")
                .description("commits in flight that another writer's commit made void")
                .tag(LEDGER, ledger)
                .register(meters);
    }

    /** Watches how far a ledger is. */
    public static void watch(Ledger ledger, MeterRegistry meters) {
        List<Tag> tags = List.of(Tag.of(LEDGER, ledger.name()));
        meters.gauge("rackledger.ledger.position", tags, ledger, l -> l.head().size());
        meters.gauge("rackledger.ledger.lag", tags, ledger, l -> l.status().lag());
    }

    @Override
    public void acknowledged(int events, int bytes, Duration latency) {
        this.latency.record(latency);
        this.events.record(events);
        this.bytes.record(bytes);
    }

    @Override
    public void voidRecord(long offset, String because) {
        voidRecords.increment();
    }

    @Override
    public void sealing() {
        seals.increment();
    }

    @Override
    public void overtaken(int commits) {
        overtaken.increment(commits);
    }
}
