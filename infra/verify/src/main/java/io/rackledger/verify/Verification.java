package io.rackledger.verify;

import io.rackledger.format.Anchor;
import io.rackledger.format.Chain;
import io.rackledger.format.Commit;
import io.rackledger.format.Hash;
import io.rackledger.format.Head;
import io.rackledger.format.Header.Genesis;
import io.rackledger.format.Lineage;
import io.rackledger.format.Verdict;
import io.rackledger.transparency.Frontier;
import io.rackledger.transparency.TreeHead;
import io.rackledger.verify.ExportLine.Closing;
import io.rackledger.verify.ExportLine.CommitLine;
import io.rackledger.verify.ExportLine.NoLine;
import io.rackledger.verify.ExportLine.Opening;
import io.rackledger.verify.Finding.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads an export line by line, and says of whatever is not as it should be which events it is about, as far as that can
 * be told from the file and the checkpoints that were signed of it. A record names the one before, so a change shows
 * where the next record was written. For one thread.
 */
final class Verification {
    /** More are not told: one change may show in many places. */
    static final int MOST_FINDINGS = 20;

    private final List<Finding> findings = new ArrayList<>();
    private final Lineage lineage = new Lineage();
    private final Frontier tree = new Frontier();
    private final Leaves leaves = new Leaves();
    private @Nullable Chain chain;
    private @Nullable Closing closing;
    private @Nullable Genesis genesis;
    private Head head = Head.EMPTY;
    private long lines;
    private long commits;
    private long lastFrom;

    /** Whether the last record couldn't be read: what follows it can't be told then. */
    private boolean unread;

    /** Whether the last record was the one that its line names. */
    private boolean lastFits = true;

    /** Takes the next line. */
    void take(ExportLine line) {
        lines++;
        switch (line) {
            case Opening opening -> open(opening);
            case CommitLine commit -> judge(commit);
            case Closing last -> close(last);
            case NoLine none -> find(Finding.of(What.FILE, "line " + lines + " can't be read: " + none.because()));
        }
    }

    private void find(Finding finding) {
        if (findings.size() < MOST_FINDINGS) {
            findings.add(finding);
        }
    }

    private void open(Opening opening) {
        if (chain != null) {
            find(Finding.of(What.FILE, "line " + lines + " begins an export within another"));
            return;
        }
        chain = new Chain(opening.ledger(), null, Head.EMPTY, lineage::contains);
    }

    private void close(Closing last) {
        if (closing != null) {
            find(Finding.of(What.FILE, "line " + lines + " ends the export a second time"));
        }
        closing = last;
    }

    private void judge(CommitLine line) {
        Chain reader = chain;
        if (reader == null || closing != null) {
            find(Finding.of(What.FILE, "line " + lines + " holds a commit before the first line or after the last"));
            return;
        }
        if (line.number() != commits) {
            find(Finding.of(What.BESIDE, "line " + lines + " is numbered " + line.number() + ", and not " + commits));
        }
        commits++;
        Commit commit = line.commit();
        if (commit == null) {
            find(new Finding(
                    What.RECORD,
                    head.size(),
                    head.size() + 1,
                    "commit %d can't be read, with the events from %,d on: %s"
                            .formatted(line.number(), head.size(), line.broken())));
            unread = true;
            return;
        }
        Verdict verdict = reader.judge(commit);
        if (verdict instanceof Verdict.Valid) {
            take(commit, line, commit.head());
            return;
        }
        long next = broken(commit, line, verdict);
        Instant earlier = commit.header().recordedAt().isBefore(head.recordedAt())
                ? commit.header().recordedAt()
                : head.recordedAt();
        Head resumed = new Head(next, commit.hash(), earlier);
        chain = new Chain(ledger(reader), reader.genesis(), resumed, anchor -> true);
        take(commit, line, resumed);
    }

    /**
     * Says why a record doesn't extend the chain, and which events that is about.
     *
     * @return where the ledger goes on behind it
     */
    private long broken(Commit commit, CommitLine line, Verdict verdict) {
        long position = commit.header().position();
        long size = head.size();
        int events = commit.entries().size();
        if (commit.prev().equals(head.hash())) {
            String because = verdict instanceof Verdict.Stop stop ? stop.because() : "it is skipped by readers";
            find(new Finding(What.RECORD, size, size + events, "commit " + line.number() + " is wrong: " + because));
            return size + events;
        }
        if (unread && fits(commit, line) && position >= size) {
            return position + events;
        }
        if (lastFits && !fits(commit, line)) {
            find(new Finding(
                    What.CHANGED,
                    size,
                    size + events,
                    "commit " + line.number() + " was changed: it follows none"
                            + (events == 0 ? "" : ", with " + Finding.events(size, size + events))));
            return size + events;
        }
        if (position > size) {
            find(new Finding(What.MISSING, size, position, Finding.events(size, position) + " missing"));
            return position + events;
        }
        if (position < size || lineage.contains(new Anchor(position, commit.prev()))) {
            find(new Finding(
                    What.MISPLACED,
                    position,
                    position + events,
                    "commit " + line.number() + " doesn't belong where it stands: it was written behind another one"));
            return Math.max(size, position + events);
        }
        find(new Finding(
                What.CHANGED,
                lastFrom,
                size,
                size == lastFrom
                        ? "the record before commit " + line.number()
                                + " was changed, or left out, after it was written"
                        : Finding.events(lastFrom, size) + " changed after commit " + line.number() + " was written"));
        return size + events;
    }

    private static boolean fits(Commit commit, CommitLine line) {
        return commit.hash().toString().equals(line.hash());
    }

    private static String ledger(Chain reader) {
        Genesis named = reader.genesis();
        return named == null ? "" : named.ledger();
    }

    private void take(Commit commit, CommitLine line, Head after) {
        if (commit.header().genesis() != null) {
            genesis = commit.header().genesis();
        }
        compare(commit, line);
        lastFits = fits(commit, line);
        unread = false;
        lastFrom = head.size();
        head = after;
        lineage.add(head.anchor());
        for (Hash leaf : line.leaves()) {
            leaves.add(leaf);
            tree.append(leaf);
        }
    }

    private void compare(Commit commit, CommitLine line) {
        String number = "commit " + line.number();
        if (!fits(commit, line)) {
            find(new Finding(
                    What.BESIDE,
                    head.size(),
                    head.size() + commit.entries().size(),
                    number + " has another hash than its line says: one of the two was changed"));
        }
        if (commit.header().position() != line.position()
                || !commit.header().kind().name().equals(line.kind())) {
            find(Finding.of(What.BESIDE, number + " is of another kind or position than its line says"));
        }
    }

    /** All that was read; what is wrong with the file as a whole is found now. */
    List<Finding> findings() {
        List<Finding> all = new ArrayList<>(findings);
        Closing last = closing;
        if (chain == null) {
            all.add(Finding.of(What.FILE, "it has no first line"));
        } else if (last == null) {
            all.add(Finding.of(What.FILE, "it has no last line: it was cut off"));
        } else if (last.commits() != commits || last.events() != tree.size()) {
            all.add(Finding.of(
                    What.MISSING,
                    String.format(
                            Locale.ROOT,
                            "its last line counts %,d events in %,d commits, and it holds %,d in %,d",
                            last.events(),
                            last.commits(),
                            tree.size(),
                            commits)));
        }
        return all;
    }

    /** What the events that were read come to. */
    TreeHead tree() {
        return tree.head();
    }

    /** The root that they had at a size up to theirs. */
    Hash root(long size) {
        Frontier then = new Frontier();
        leaves.first(size, then::append);
        return then.root();
    }

    /** The last commit. */
    Head head() {
        return head;
    }

    long commits() {
        return commits;
    }

    @Nullable
    Genesis genesis() {
        return genesis;
    }

    /** The checkpoint that the export itself ends with. */
    @Nullable
    String checkpoint() {
        Closing last = closing;
        return last == null ? null : last.checkpoint();
    }
}
