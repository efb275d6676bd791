package io.rackledger.command.web;

import io.rackledger.ledger.kafka.Instance;
import io.rackledger.ledger.kafka.LedgerGroup;
import io.rackledger.ledger.kafka.LedgerGroupConfig;
import io.rackledger.web.LedgerProperties;
import io.rackledger.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/**
 * The instances that serve the same ledgers: which of them is meant to write which, and so where a command goes. It joins
 * them when it can be reached, and leaves before it can't be any more, so that others take over at once. Thread-safe.
 */
final class Instances implements SmartLifecycle {
    private final String id = UUID.randomUUID().toString();
    private final CommandProperties.Instances properties;
    private final LedgerProperties.Kafka kafka;
    private final ServedLedgers ledgers;
    private final Supplier<URI> address;
    private final Hop hop;
    private volatile Map<String, Instance> writers = Map.of();
    private volatile @Nullable LedgerGroup group;

    /**
     * Joins nobody yet.
     *
     * @param address where the others reach this one, once it listens
     */
    Instances(
            CommandProperties.Instances properties,
            LedgerProperties.Kafka kafka,
            ServedLedgers ledgers,
            Supplier<URI> address,
            Hop hop) {
        this.properties = properties;
        this.kafka = kafka;
        this.ledgers = ledgers;
        this.address = address;
        this.hop = hop;
    }

    String id() {
        return id;
    }

    /** Where the commands of a ledger go; null if they are handled here. */
    @Nullable
    Instance elsewhere(ServedLedger served) {
        Instance writer = writers.get(served.topic());
        return writer == null || writer.id().equals(id) ? null : writer;
    }

    /**
     * Whether a request was forwarded, to this instance, so that it is handled here.
     *
     * @throws ErrorResponseException if it was forwarded, and to another
     */
    boolean isForwarded(HttpServletRequest request, HttpServletResponse response) {
        String to = request.getHeader(Hop.TO);
        if (to == null) {
            return false;
        }
        if (!to.equals(id)) {
            HttpStatus status = HttpStatus.MISDIRECTED_REQUEST;
            throw new ErrorResponseException(status, Problems.of(status, "this is instance " + id), null);
        }
        response.setHeader(Hop.BY, id);
        return true;
    }

    private Set<String> ready() {
        return ledgers.all().stream()
                .filter(served -> switch (served.ledger().status().state()) {
                    case STARTING, STOPPED -> false;
                    case WRITING, RECOVERING, FOLLOWING -> true;
                })
                .map(ServedLedger::topic)
                .collect(Collectors.toSet());
    }

    private void told(Map<String, Instance> now) {
        writers = now;
        ledgers.all().forEach(served -> served.held(elsewhere(served) == null));
        hop.keep(now.values());
    }

    @Override
    public void start() {
        if (properties.enabled()) {
            Instance self = new Instance(id, address.get());
            group = LedgerGroup.join(
                    new LedgerGroupConfig(
                            kafka.bootstrapServers(),
                            properties.group(),
                            self,
                            ledgers.all().stream().map(ServedLedger::topic).toList(),
                            properties.sessionTimeout(),
                            Map.copyOf(kafka.properties())),
                    this::ready,
                    this::told);
        }
    }

    @Override
    public void stop() {
        LedgerGroup joined = group;
        if (joined != null) {
            joined.close();
            group = null;
        }
    }

    @Override
    public boolean isRunning() {
        return group != null;
    }

    /** After the web server, and before it when it stops. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
