package io.rackledger.ledger;

import io.rackledger.format.Anchor;
import io.rackledger.format.Chain;
import io.rackledger.format.Commit;
import io.rackledger.format.MalformedException;
import org.jspecify.annotations.Nullable;

/**
 * Where the log is read on. What an index holds was acknowledged; so where the log doesn't lead to its last commit any
 * more, the log has lost or changed what it promised to keep. That is for a person to decide, and never for a rebuild to
 * hide.
 *
 * <p>The last commit's own record proves nothing: where the log lost it with others before it, it may have been sent again
 * late and come to lie where it lay, void for every other reader. So the log is judged from a commit further back, see
 * {@link WayBack}, and must lead from there to the last one, by its offset. Confined to one thread.
 */
public final class ResumePoint {
    private static final String TO_DO =
            ": acknowledged commits were lost or changed. Restore the log; or, to accept it as it is, delete the index"
                    + " and start again";

    private final String index;
    private final Landmark from;
    private final Landmark last;
    private final Chain chain;
    private boolean begun;
    private boolean reached;

    private ResumePoint(String index, Landmark from, Landmark last, Chain chain) {
        this.index = index;
        this.from = from;
        this.last = last;
        this.chain = chain;
    }

    /**
     * That of an index as it is now; null if it holds nothing.
     *
     * @param file for whoever has to look for it
     */
    static @Nullable ResumePoint of(String ledger, LedgerIndex index, String file) {
        IndexedHead head = index.head();
        WayBack back = head.back();
        if (back == null) {
            return null;
        }
        Landmark from = back.far();
        Chain chain = new Chain(ledger, head.genesis(), from.head(), index::isAcknowledged);
        return new ResumePoint(file, from, new Landmark(head.head(), head.offset()), chain);
    }

    /** The file of the index. */
    public String index() {
        return index;
    }

    /** The last commit that the index holds. */
    public Anchor anchor() {
        return last.head().anchor();
    }

    /** The offset from which on the log is to be read. */
    public long from() {
        return from.offset();
    }

    /** Whether the log has been found to lead to what the index holds. */
    public boolean isReached() {
        return reached;
    }

    /**
     * Takes the next record, of which the first is the one at {@link #from}. What comes behind the last commit of the
     * index may be used once it was taken.
     *
     * @return why the log is not what was read before; empty while it may be
     */
    public String take(long offset, byte @Nullable [] value) {
        if (reached) {
            return "";
        }
        byte[] record = value == null ? new byte[0] : value;
        if (!begun) {
            begun = true;
            if (offset != from.offset() || !holds(record, from)) {
                return somethingElse("at", from);
            }
        } else if (offset <= last.offset()) {
            chain.judge(record);
        }
        if (offset >= last.offset()) {
            reached = chain.head().equals(last.head());
        }
        return reached || offset < last.offset() ? "" : somethingElse(holds(record, last) ? "before" : "at", last);
    }

    private static boolean holds(byte[] record, Landmark commit) {
        try {
            return Commit.read(record).head().equals(commit.head());
        } catch (MalformedException e) {
            return false;
        }
    }

    /**
     * Whether the log has more to show before it is known to be what was read.
     *
     * @param end      one behind its last offset
     * @param position the offset that is read next, all before it having been taken
     * @return why it is not; empty while it may be
     */
    public String missing(long end, long position) {
        if (end <= last.offset()) {
            return "the log ends at offset " + end + ", and " + described(last) + TO_DO;
        }
        return !reached && position > last.offset() ? somethingElse("at", last) : "";
    }

    private String somethingElse(String where, Landmark commit) {
        return "the log holds something else " + where + " offset " + commit.offset() + ", and " + described(commit)
                + TO_DO;
    }

    private String described(Landmark commit) {
        return "index " + index + " holds commit " + commit.head().hash() + " of size "
                + commit.head().size() + " from offset " + commit.offset();
    }
}
