package io.rackledger.command.web;

import io.rackledger.command.axon.Decisions;
import io.rackledger.command.axon.Handled;
import io.rackledger.command.axon.Request;
import io.rackledger.ledger.kafka.KafkaLedger;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A ledger with all that decides commands on it. The ledger counts as assigned to this instance while the group of
 * instances says so, and as long as a command is decided here all the same, since the one that is meant to is out of
 * reach. Thread-safe.
 */
final class ServedLedger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServedLedger.class);

    private final KafkaLedger ledger;
    private final String topic;
    private final Decisions decisions;
    private final PersonalText texts;
    private final Answers answers;
    private boolean held;
    private int standingIn;
    private boolean closed;

    /**
     * Serves a ledger.
     *
     * @param texts what of a command is encrypted
     * @param held  whether it was opened to be written
     */
    ServedLedger(KafkaLedger ledger, String topic, Decisions decisions, PersonalText texts, boolean held) {
        this.ledger = ledger;
        this.topic = topic;
        this.decisions = decisions;
        this.texts = texts;
        this.answers = new Answers(ledger.name());
        this.held = held;
    }

    KafkaLedger ledger() {
        return ledger;
    }

    String topic() {
        return topic;
    }

    Answers answers() {
        return answers;
    }

    /** What the group of instances says: whether this one is meant to write. */
    synchronized void held(boolean held) {
        this.held = held;
        tell();
    }

    /** Decides a command here, whoever is meant to; see {@link Decisions#decide}. */
    CompletableFuture<Handled> decide(Request<?> request, Runnable settled) {
        if (request.dryRun()) {
            return decisions.decide(request, settled);
        }
        Request<?> encrypted;
        try {
            encrypted = texts.encrypted(request);
        } catch (UncheckedIOException e) {
            LOG.error("Commands are not taken, since what people wrote can't be encrypted", e);
            settled.run();
            return CompletableFuture.completedFuture(new Handled.Unavailable(String.valueOf(e.getMessage())));
        }
        begin();
        return decisions.decide(encrypted, settled).whenComplete((handled, fault) -> end());
    }

    private synchronized void begin() {
        standingIn++;
        if (standingIn == 1 && !held) {
            tell();
        }
    }

    private synchronized void end() {
        standingIn--;
        if (standingIn == 0 && !held) {
            tell();
        }
    }

    private void tell() {
        if (!closed) {
            ledger.assigned(held || standingIn > 0);
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        decisions.close();
        ledger.close();
    }
}
