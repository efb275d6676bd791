package io.rackledger.format;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A reader of one ledger: gives each record, in the order of the log, one of three verdicts. The rules stand in
 * {@code infra/docs/ledger-format.md}; a verdict depends on the records before and on nothing else. Confined to one
 * thread.
 */
public final class Chain {
    private final String ledger;
    private final Predicate<Anchor> stands;
    private final Consumer<Anchor> remember;
    private Head head;
    private Header.@Nullable Genesis genesis;
    private Verdict.@Nullable Stop stopped;

    /**
     * A chain before its first record.
     *
     * @param ledger the name that its genesis must carry
     */
    public Chain(String ledger) {
        Lineage lineage = new Lineage();
        this(ledger, null, Head.EMPTY, lineage::contains, lineage::add);
    }

    /**
     * A chain that goes on where another reader stood. It keeps no anchors itself.
     *
     * @param genesis null only before the first record
     * @param stands  whether that commit is one of those up to the head of this chain, whatever was added to it since
     */
    public Chain(String ledger, Header.@Nullable Genesis genesis, Head head, Predicate<Anchor> stands) {
        this(ledger, genesis, head, stands, anchor -> {});
    }

    private Chain(
            String ledger,
            Header.@Nullable Genesis genesis,
            Head head,
            Predicate<Anchor> stands,
            Consumer<Anchor> remember) {
        this.ledger = ledger;
        this.genesis = genesis;
        this.head = head;
        this.stands = stands;
        this.remember = remember;
    }

    /** Where the chain stands. */
    public Head head() {
        return head;
    }

    /** How the ledger was named at its beginning; null before it began. */
    public Header.@Nullable Genesis genesis() {
        return genesis;
    }

    /** Whether the chain holds that commit. */
    public boolean contains(Anchor anchor) {
        return stands.test(anchor);
    }

    /** Judges the next record by its value. After a stop every verdict is that stop. */
    public Verdict judge(byte[] value) {
        return stopped == null ? done(examine(value)) : stopped;
    }

    /** Judges the next record, which was read already, by {@link Commit#read}. After a stop every verdict is that stop. */
    public Verdict judge(Commit read) {
        return stopped == null ? done(examine(read)) : stopped;
    }

    private Verdict done(Verdict verdict) {
        switch (verdict) {
            case Verdict.Valid valid -> extend(valid.commit());
            case Verdict.Stop stop -> stopped = stop;
            case Verdict.Void nothing -> {}
        }
        return verdict;
    }

    /**
     * Extends the chain by a commit that is known to stand in the log right behind what was judged last.
     *
     * @throws IllegalStateException if it doesn't extend the head
     */
    public void extend(Commit commit) {
        if (stopped != null || !commit.prev().equals(head.hash())) {
            throw new IllegalStateException(commit + " does not extend " + head);
        }
        if (commit.header().genesis() != null) {
            genesis = commit.header().genesis();
        }
        head = commit.head();
        remember.accept(head.anchor());
    }

    private Verdict examine(byte[] value) {
        if (!Commit.isRecord(value)) {
            return new Verdict.Void("not a ledger record");
        }
        try {
            return examine(Commit.parse(value));
        } catch (MalformedException e) {
            return head.hash().matches(value, Commit.PREV_AT)
                    ? new Verdict.Stop("the record after " + describe() + " is malformed: " + e.getMessage())
                    : new Verdict.Void("malformed, and behind another commit: " + e.getMessage());
        }
    }

    private Verdict examine(Commit commit) {
        Anchor claimed = commit.header().acknowledged();
        if (claimed != null && !stands.test(claimed)) {
            return new Verdict.Stop("a record claims that commit " + claimed.hash() + " of size " + claimed.size()
                    + " was acknowledged, but the log up to " + describe()
                    + " does not hold it: acknowledged commits were lost or changed");
        }
        if (!commit.prev().equals(head.hash())) {
            return new Verdict.Void("behind another commit than the head");
        }
        String broken = broken(commit);
        return broken == null
                ? new Verdict.Valid(commit)
                : new Verdict.Stop("the record after " + describe() + " is malformed: " + broken);
    }

    private @Nullable String broken(Commit commit) {
        Header header = commit.header();
        if ((header.kind() == Header.Kind.GENESIS) != head.hash().equals(Hash.ZERO)) {
            return "a ledger begins with its genesis, and has one only";
        }
        if (header.genesis() != null && !header.genesis().ledger().equals(ledger)) {
            return "it is the genesis of ledger '" + header.genesis().ledger() + "', not of '" + ledger + "'";
        }
        if ((header.kind() == Header.Kind.COMMIT) == commit.entries().isEmpty()) {
            return "a commit holds events; a genesis and a seal hold none";
        }
        if (header.position() != head.size()) {
            return "its first position is " + header.position() + " where " + head.size() + " is next";
        }
        if (header.recordedAt().isBefore(head.recordedAt())) {
            return "its time " + header.recordedAt() + " is before " + head.recordedAt();
        }
        return null;
    }

    private String describe() {
        return "commit " + head.hash() + " of size " + head.size();
    }
}
