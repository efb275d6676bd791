package io.rackledger.query.audit;

import io.rackledger.format.Commit;
import io.rackledger.format.Header.Genesis;
import io.rackledger.ledger.Ledger;
import io.rackledger.transparency.TreeFile;
import io.rackledger.transparency.TreeHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Merkle tree over a ledger's events, RFC 6962, kept in a file as the ledger grows, and the checkpoints that are
 * signed of it. Before a checkpoint is signed, it is proven that its tree holds what was signed last; before anybody is
 * told, it is kept. So no two are ever signed for one size, also over restarts and lost files: what was signed last is
 * kept beside the key, and at each start all events are compared with it before anything is signed. Thread-safe.
 *
 * <pre>
 * state        | when                                             | next
 * -------------+--------------------------------------------------+-----------------------------------------------
 * WAITING      | the ledger's first commit is read                | FOLLOWING
 * FOLLOWING    | a file can't be read or written                  | FOLLOWING, opened anew after a pause
 * FOLLOWING    | the ledger is not what was signed of it          | CONTRADICTED: nothing is signed any more
 * any          | the service stops                                | CLOSED
 * </pre>
 */
final class Evidence implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Evidence.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(5);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final String TREE = "tree";

    private final Ledger ledger;
    private final EvidenceProperties properties;
    private final Pace pace;
    private final Checkpoints checkpoints;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable TreeFile tree;
    private volatile @Nullable SigningKeys keys;
    private volatile String trouble = "";
    private volatile boolean contradicted;

    /**
     * How often checkpoints are signed.
     *
     * @param events after which the next is due
     * @param time   after which it is due, if there is an event that the last one doesn't hold
     */
    record Pace(int events, Duration time) {
        static final Pace DEFAULT = new Pace(1_000, Duration.ofSeconds(3));
    }

    /**
     * Not started yet.
     *
     * @param published is told of each checkpoint that is shown, the one that was kept first; a fault of it has it told
     *                  again
     */
    Evidence(Ledger ledger, EvidenceProperties properties, Pace pace, Consumer<SignedCheckpoint> published) {
        this.ledger = ledger;
        this.properties = properties;
        this.pace = pace;
        this.checkpoints = new Checkpoints(properties, published);
        this.thread = Thread.ofPlatform().name("evidence").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (over.getCount() > 0) {
                try {
                    follow();
                } catch (ContradictedException e) {
                    contradicted = true;
                    trouble = String.valueOf(e.getMessage());
                    LOG.error("Ledger '{}' is not what was signed of it: {}", ledger.name(), trouble, e);
                    return;
                } catch (IOException | RuntimeException e) {
                    String now = String.valueOf(e.getMessage());
                    if (!now.equals(trouble)) {
                        LOG.warn("The evidence of ledger '{}' can't be kept; it is tried again", ledger.name(), e);
                    }
                    trouble = now;
                    over.await(PAUSE_AFTER_FAULT.toNanos(), TimeUnit.NANOSECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow() throws IOException, InterruptedException, ContradictedException {
        Genesis genesis = genesis();
        if (genesis == null) {
            return;
        }
        Files.createDirectories(properties.folder());
        SigningKeys signing = SigningKeys.of(properties, genesis);
        keys = signing;
        checkpoints.open(signing.trust());
        SignedCheckpoint kept = checkpoints.signed();
        TreeHead signed = kept == null ? TreeHead.EMPTY : kept.head();
        boolean same;
        try (LedgerTree opened = LedgerTree.open(file(TREE), ledger, genesis, signed)) {
            tree = opened.file();
            same = opened.isThatOf(signed, this::isOver);
            if (same && opened.catchUp(signed, this::isOver)) {
                requireCosigned(opened.file());
                signAnew(signing);
                checkpoints.tell();
                sign(opened, signing, signed);
            }
        } finally {
            tree = null;
        }
        if (!same) {
            LedgerTree.setAside(file(TREE), "it holds events that the ledger doesn't");
        }
    }

    /** A key that came in since signs what was signed last, so that another may go before the next event comes. */
    private void signAnew(SigningKeys signing) throws IOException {
        SignedCheckpoint last = checkpoints.signed();
        if (last != null && !signing.haveAllSigned(last.note())) {
            checkpoints.sign(signing.sign(last.head()));
        }
    }

    private void requireCosigned(TreeFile opened) throws IOException, ContradictedException {
        SignedCheckpoint cosigned = checkpoints.cosigned();
        if (cosigned != null && !opened.head(cosigned.head().size()).equals(cosigned.head())) {
            throw new ContradictedException(
                    "the ledger's first " + cosigned.head().size() + " events are not what was signed and cosigned",
                    null);
        }
    }

    private boolean isOver() {
        return over.getCount() == 0;
    }

    private @Nullable Genesis genesis() throws InterruptedException {
        List<Commit> first = ledger.commits(0, 1);
        if (first.isEmpty()) {
            over.await(LOOK.toNanos(), TimeUnit.NANOSECONDS);
            return null;
        }
        return first.getFirst().header().genesis();
    }

    private Path file(String name) {
        return properties.folder().resolve(name);
    }

    private void sign(LedgerTree opened, SigningKeys signing, TreeHead before)
            throws IOException, InterruptedException {
        TreeHead signed = before;
        long since = System.nanoTime();
        while (!isOver()) {
            TreeHead head = opened.file().head();
            boolean first = checkpoints.signed() == null;
            boolean some = first || head.size() > signed.size();
            boolean due = first && head.size() > 0
                    || head.size() - signed.size() >= pace.events()
                    || System.nanoTime() - since >= pace.time().toNanos();
            if (some && due) {
                opened.file().force();
                // It is verified as it is proven: a tree that holds something else is found out here.
                opened.file().consistency(signed.size(), head.size());
                checkpoints.sign(signing.sign(head));
                signed = head;
            }
            if (!some || due) {
                since = System.nanoTime();
            }
            trouble = "";
            opened.grow();
        }
    }

    /** The tree as far as it has grown; null while there is none. */
    @Nullable
    TreeFile tree() {
        return tree;
    }

    /** What was signed, and what is shown of it. */
    Checkpoints checkpoints() {
        return checkpoints;
    }

    /** The keys that sign; null before the ledger's first commit is read. */
    @Nullable
    SigningKeys keys() {
        return keys;
    }

    /** Why nothing is signed now; empty if that is well. */
    String trouble() {
        return trouble;
    }

    /** Whether the ledger is not what was signed of it. */
    boolean isContradicted() {
        return contradicted;
    }

    @Override
    public void close() {
        over.countDown();
        try {
            if (!thread.join(CLOSE_LIMIT)) {
                LOG.warn("The evidence of ledger '{}' was not closed within {}", ledger.name(), CLOSE_LIMIT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
