package io.rackledger.ledger.kafka;

import io.rackledger.format.Commit;
import io.rackledger.format.MalformedException;
import io.rackledger.ledger.ReadBefore;
import org.jspecify.annotations.Nullable;

/**
 * Where the log is read on. What an index holds was acknowledged; so where the log doesn't hold its last commit any more,
 * at the same offset, the log has lost or changed what it promised to keep. That is for a person to decide, and never for
 * a rebuild to hide.
 */
record ResumePoint(ReadBefore before) {
    private static final String TO_DO =
            ": acknowledged commits were lost or changed. Restore the log; or, to accept it as it is, delete the index"
                    + " and start again";

    boolean isWithin(long end) {
        return before.offset() < end;
    }

    String endsBefore(long end) {
        return "the log ends at offset " + end + ", and " + described() + TO_DO;
    }

    boolean isHeldBy(long offset, byte @Nullable [] value) {
        if (offset != before.offset() || value == null) {
            return false;
        }
        try {
            return Commit.read(value).head().anchor().equals(before.anchor());
        } catch (MalformedException e) {
            return false;
        }
    }

    String heldBy(long offset) {
        return "the log holds something else at offset " + offset + ", and " + described() + TO_DO;
    }

    private String described() {
        return "index " + before.index() + " holds commit " + before.anchor().hash() + " of size "
                + before.anchor().size() + " from offset " + before.offset();
    }
}
