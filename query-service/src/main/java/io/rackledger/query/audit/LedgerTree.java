package io.rackledger.query.audit;

import io.rackledger.format.Header.Genesis;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.transparency.TreeFile;
import io.rackledger.transparency.TreeFileException;
import io.rackledger.transparency.TreeFileException.Reason;
import io.rackledger.transparency.TreeHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of a ledger's tree beside the ledger. A file that is of no use is set aside: all that is in it is computed anew
 * from the ledger. Where the two differ in what was signed, it is the ledger that was changed. For one thread.
 */
final class LedgerTree implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LedgerTree.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final int MOST_AT_ONCE = 1_000;
    private static final String TO_DO =
            "Restore the log; or, to accept it as it is, give the service a new folder for its evidence";

    private final Ledger ledger;
    private final TreeFile file;

    private LedgerTree(Ledger ledger, TreeFile file) {
        this.ledger = ledger;
        this.file = file;
    }

    /**
     * Opens the file, or begins it.
     *
     * @param signed what was signed last, to which it must lead
     */
    static LedgerTree open(Path path, Ledger ledger, Genesis genesis, TreeHead signed) throws IOException {
        try {
            TreeFile opened = TreeFile.open(path, genesis);
            if (leadsTo(opened, signed)) {
                return new LedgerTree(ledger, opened);
            }
            opened.close();
            setAside(path, "it is not the tree that was signed");
        } catch (TreeFileException e) {
            if (e.reason() == Reason.IN_USE) {
                throw e;
            }
            setAside(path, String.valueOf(e.getMessage()));
        }
        return new LedgerTree(ledger, TreeFile.open(path, genesis));
    }

    /** Whether it is whole, and leads there. */
    private static boolean leadsTo(TreeFile opened, TreeHead signed) throws IOException {
        try {
            opened.check();
        } catch (TreeFileException e) {
            opened.close();
            throw e;
        }
        return opened.head().size() < signed.size()
                || opened.head(signed.size()).equals(signed);
    }

    /** Moves a file away. */
    static void setAside(Path path, String because) throws IOException {
        LOG.warn("{} is set aside and built anew from the ledger: {}", path, because);
        Files.move(path, path.resolveSibling(path.getFileName() + ".aside"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The file. */
    TreeFile file() {
        return file;
    }

    /**
     * Compares each event of the ledger with its leaf.
     *
     * @param signed what was signed last
     * @return false if the file holds what the ledger doesn't, and nobody signed that
     * @throws ContradictedException if the ledger is not what was signed
     */
    boolean isThatOf(TreeHead signed, BooleanSupplier over)
            throws IOException, InterruptedException, ContradictedException {
        long size = file.head().size();
        long next = 0;
        while (next < size && !over.getAsBoolean()) {
            List<StoredEvent> events = ledger.poll(next, (int) Math.min(MOST_AT_ONCE, size - next), LOOK);
            if (events.isEmpty() && isWholeLedgerRead()) {
                requireSize(signed.size());
                return false;
            }
            for (StoredEvent event : events) {
                if (!file.at(0, next).equals(event.entry().leaf())) {
                    if (next >= signed.size()) {
                        return false;
                    }
                    throw new ContradictedException(
                            "event " + next + " is not the one that was signed: what was acknowledged was changed. "
                                    + TO_DO,
                            null);
                }
                next++;
            }
        }
        return true;
    }

    private boolean isWholeLedgerRead() {
        Ledger.Status status = ledger.status();
        return status.state() == Ledger.State.FOLLOWING && status.lag() == 0;
    }

    private void requireSize(long signed) throws ContradictedException {
        long size = ledger.head().size();
        if (size < signed) {
            throw new ContradictedException(
                    "the ledger has " + size + " events, and a checkpoint of " + signed
                            + " was signed: acknowledged events were lost. " + TO_DO,
                    null);
        }
    }

    /**
     * Grows up to what was signed last.
     *
     * @return false if it was over before
     * @throws ContradictedException if the ledger is not what was signed
     */
    boolean catchUp(TreeHead signed, BooleanSupplier over)
            throws IOException, InterruptedException, ContradictedException {
        while (file.head().size() < signed.size() && !over.getAsBoolean()) {
            if (isWholeLedgerRead()) {
                requireSize(signed.size());
            }
            grow();
        }
        if (over.getAsBoolean()) {
            return false;
        }
        TreeHead found = file.head(signed.size());
        if (!found.equals(signed)) {
            throw new ContradictedException(
                    "the first " + signed.size() + " events lead to the root " + found.root() + ", and " + signed.root()
                            + " was signed: what was acknowledged was changed. " + TO_DO,
                    null);
        }
        return true;
    }

    /** Appends what the ledger has more; waits a little if that is nothing. */
    void grow() throws IOException, InterruptedException {
        List<StoredEvent> events = ledger.poll(file.head().size(), MOST_AT_ONCE, LOOK);
        file.append(events.stream().map(event -> event.entry().leaf()).toList());
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
