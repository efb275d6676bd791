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
    private static final String CHECKPOINT = "checkpoint";
    private static final String TREE = "tree";

    private final Ledger ledger;
    private final EvidenceProperties properties;
    private final Pace pace;
    private final Consumer<SignedCheckpoint> published;
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable TreeFile tree;
    private volatile @Nullable SigningKeys keys;
    private volatile @Nullable SignedCheckpoint last;
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
     * @param published is told of each checkpoint, the one that was kept first, on this thread; a fault of it has it told
     *                  again
     */
    Evidence(Ledger ledger, EvidenceProperties properties, Pace pace, Consumer<SignedCheckpoint> published) {
        this.ledger = ledger;
        this.properties = properties;
        this.pace = pace;
        this.published = published;
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
        SignedCheckpoint kept = SignedCheckpoint.kept(file(CHECKPOINT), signing.trust());
        TreeHead signed = kept == null ? TreeHead.EMPTY : kept.checkpoint().head();
        boolean same;
        try (LedgerTree opened = LedgerTree.open(file(TREE), ledger, genesis, signed)) {
            tree = opened.file();
            last = kept;
            same = opened.isThatOf(signed, this::isOver);
            if (same && opened.catchUp(signed, this::isOver)) {
                if (kept != null) {
                    tell(kept);
                }
                sign(opened, signing, signed);
            }
        } finally {
            tree = null;
        }
        if (!same) {
            LedgerTree.setAside(file(TREE), "it holds events that the ledger doesn't");
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
            boolean some = last == null || head.size() > signed.size();
            boolean due = last == null && head.size() > 0
                    || head.size() - signed.size() >= pace.events()
                    || System.nanoTime() - since >= pace.time().toNanos();
            if (some && due) {
                opened.file().force();
                // It is verified as it is proven: a tree that holds something else is found out here.
                opened.file().consistency(signed.size(), head.size());
                SignedCheckpoint next = signing.sign(head);
                next.keep(file(CHECKPOINT));
                tell(next);
                signed = head;
            }
            if (!some || due) {
                since = System.nanoTime();
            }
            trouble = "";
            opened.grow();
        }
    }

    private void tell(SignedCheckpoint signed) {
        last = signed;
        published.accept(signed);
    }

    /** The tree as far as it has grown; null while there is none. */
    @Nullable
    TreeFile tree() {
        return tree;
    }

    /** What was signed last; null before the first. */
    @Nullable
    SignedCheckpoint last() {
        return last;
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
