package io.rackledger.query.audit;

import io.rackledger.query.audit.WitnessClient.Outcome;
import io.rackledger.transparency.NoteVerifier;
import io.rackledger.transparency.TreeFile;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what was signed to the witnesses, all at once and one checkpoint at a time, so that their cosignatures stand on
 * the same: the newest, once those who were asked have answered about the one before. Nothing that is signed waits for
 * that. Who can't be asked, or has seen another history, is asked again after a pause, and named in the service's health.
 * Thread-safe.
 */
final class Witnesses implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Witnesses.class);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration PAUSE_AFTER_TROUBLE = Duration.ofSeconds(5);
    /** Twice as long as one may take, who is asked twice at most. */
    private static final Duration ROUND_LIMIT = WitnessClient.LIMIT.multipliedBy(4);

    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);

    private final Evidence evidence;
    private final HttpClient http;
    private final List<Asked> all;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread = Thread.ofPlatform().name("witnesses").unstarted(this::run);

    /**
     * How it stands with a witness.
     *
     * @param name     of its key
     * @param cosigned the size that it cosigned last, since this service was started
     * @param trouble  why it doesn't cosign now; empty if it does
     * @param alarm    whether that is another history than ours
     */
    record Standing(String name, long cosigned, String trouble, boolean alarm) {}

    /** A witness, and what is known of it. Written by one thread at a time. */
    private static final class Asked {
        final EvidenceProperties.Witness witness;
        final NoteVerifier key;
        volatile Standing standing;
        volatile long notBefore = System.nanoTime();

        @Nullable
        WitnessClient client;

        @Nullable
        SignedCheckpoint cosigned;

        Asked(EvidenceProperties.Witness witness) {
            this.witness = witness;
            this.key = witness.verifier();
            this.standing = new Standing(key.name(), 0, "", false);
        }

        boolean isDue(SignedCheckpoint checkpoint) {
            SignedCheckpoint last = cosigned;
            return (last == null || !last.head().equals(checkpoint.head())) && System.nanoTime() - notBefore >= 0;
        }
    }

    /** Not started yet. */
    Witnesses(Evidence evidence, EvidenceProperties properties) {
        this.evidence = evidence;
        this.all = properties.witnesses().stream().map(Asked::new).toList();
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(WitnessClient.LIMIT)
                .build();
    }

    void start() {
        if (!all.isEmpty()) {
            thread.start();
        }
    }

    private void run() {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            while (!over.await(LOOK.toNanos(), TimeUnit.NANOSECONDS)) {
                SignedCheckpoint checkpoint = evidence.checkpoints().signed();
                TreeFile tree = evidence.tree();
                if (checkpoint != null && tree != null) {
                    List<Callable<Void>> due = all.stream()
                            .filter(asked -> asked.isDue(checkpoint))
                            .map(asked -> (Callable<Void>) () -> {
                                ask(asked, checkpoint, tree);
                                return null;
                            })
                            .toList();
                    threads.invokeAll(due, ROUND_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void ask(Asked asked, SignedCheckpoint checkpoint, TreeFile tree) throws InterruptedException {
        WitnessClient client = asked.client;
        if (client == null) {
            client = new WitnessClient(
                    http, asked.witness, evidence.checkpoints().sizeCosignedBy(asked.key));
            asked.client = client;
        }
        Outcome outcome;
        try {
            outcome = client.ask(checkpoint, tree);
            if (outcome instanceof Outcome.Cosigned now) {
                evidence.checkpoints().cosign(checkpoint, asked.key, now.signature());
                asked.cosigned = checkpoint;
            }
        } catch (IOException | RuntimeException e) {
            LOG.warn("What witness '{}' answers can't be kept or told; it is asked again", asked.key.name(), e);
            outcome = new Outcome.Trouble("what it answers can't be kept or told: " + e.getMessage());
        }
        stand(asked, checkpoint, outcome);
    }

    private static void stand(Asked asked, SignedCheckpoint checkpoint, Outcome outcome) {
        Standing before = asked.standing;
        Standing now = switch (outcome) {
            case Outcome.Cosigned cosigned ->
                new Standing(before.name(), checkpoint.head().size(), "", false);
            case Outcome.Trouble trouble -> new Standing(before.name(), before.cosigned(), trouble.because(), false);
            case Outcome.Alarm alarm -> new Standing(before.name(), before.cosigned(), alarm.because(), true);
        };
        if (!now.trouble().equals(before.trouble())) {
            if (now.alarm()) {
                LOG.error("Witness '{}' has seen another history: {}", now.name(), now.trouble());
            } else if (now.trouble().isEmpty()) {
                LOG.info("Witness '{}' cosigns again", now.name());
            } else {
                LOG.warn("Witness '{}' doesn't cosign: {}", now.name(), now.trouble());
            }
        }
        if (!now.trouble().isEmpty()) {
            asked.notBefore = System.nanoTime() + PAUSE_AFTER_TROUBLE.toNanos();
        }
        asked.standing = now;
    }

    /** How it stands with each, in the order of the configuration. */
    List<Standing> standing() {
        return all.stream().map(asked -> asked.standing).toList();
    }

    @Override
    public void close() {
        over.countDown();
        thread.interrupt();
        try {
            if (thread.isAlive() && !thread.join(CLOSE_LIMIT)) {
                LOG.warn("Witnesses were still being asked after {}", CLOSE_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.shutdownNow();
    }
}
