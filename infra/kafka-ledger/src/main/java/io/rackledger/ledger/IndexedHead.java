package io.rackledger.ledger;

import io.rackledger.format.Commit;
import io.rackledger.format.Head;
import io.rackledger.format.Header;
import org.jspecify.annotations.Nullable;

/**
 * The last acknowledged commit that an index holds.
 *
 * @param genesis of its ledger; null before the first commit
 * @param head    the commit
 * @param commits how many there are up to it, it included
 * @param offset  where it stands in the log; −1 before the first commit
 * @param back    from where on a restart judges the log; null before the first commit
 */
record IndexedHead(
        Header.@Nullable Genesis genesis,
        Head head,
        long commits,
        long offset,
        @Nullable WayBack back) {
    static final IndexedHead NONE = new IndexedHead(null, Head.EMPTY, 0, -1, null);

    /** @param settings say how much may be in flight */
    IndexedHead followedBy(Commit commit, long at, LedgerSettings settings) {
        Header.Genesis begins = commit.header().genesis();
        WayBack further =
                back == null ? WayBack.from(new Landmark(commit.head(), at)) : back.followedBy(commit, at, settings);
        return new IndexedHead(begins == null ? genesis : begins, commit.head(), commits + 1, at, further);
    }
}
