package io.rackledger.ledger;

import io.rackledger.format.Commit;
import io.rackledger.format.Entry;
import java.nio.ByteBuffer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;

/**
 * From which commit on a restart judges the log. A broker that lost acknowledged records may yet be sent some of them again,
 * by whoever had them in flight, and one of them may come to lie where it lay. But no writer has more in flight than
 * the settings allow, so what lies that far behind the head can't come back with it.
 *
 * <p>Of two commits, so far apart that they and what lies between can't be in flight at once, the far one lies behind
 * the head by one such distance at least, and by two at most.
 *
 * @param far     where judging begins
 * @param near    what takes its place
 * @param commits behind the near one, up to the head
 * @param bytes   of the events in these
 */
record WayBack(Landmark far, Landmark near, int commits, long bytes) {
    /** Where nothing is known of what lies before. */
    static WayBack from(Landmark here) {
        return new WayBack(here, here, 0, 0);
    }

    WayBack followedBy(Commit commit, long offset, LedgerSettings settings) {
        int more = commits + 1;
        long moreBytes =
                bytes + commit.entries().stream().mapToLong(Entry::length).sum();
        boolean farEnough = more >= settings.mostInFlight() || moreBytes >= settings.mostInFlightBytes();
        return farEnough
                ? new WayBack(near, new Landmark(commit.head(), offset), 0, 0)
                : new WayBack(far, near, more, moreBytes);
    }

    void write(WriteBuffer out) {
        far.write(out);
        near.write(out);
        out.putVarInt(commits).putVarLong(bytes);
    }

    static WayBack read(ByteBuffer in) {
        return new WayBack(Landmark.read(in), Landmark.read(in), DataUtils.readVarInt(in), DataUtils.readVarLong(in));
    }
}
