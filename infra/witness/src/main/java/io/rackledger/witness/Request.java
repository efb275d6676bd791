package io.rackledger.witness;

import io.rackledger.format.MalformedException;
import io.rackledger.transparency.AddCheckpoint;
import io.rackledger.transparency.Checkpoint;
import io.rackledger.transparency.Consistency;
import io.rackledger.transparency.RefusedException;
import io.rackledger.transparency.TreeHead;
import io.rackledger.transparency.Trust;
import io.rackledger.witness.Answer.Conflict;
import io.rackledger.witness.Answer.Cosign;
import io.rackledger.witness.Answer.Refusal;
import io.rackledger.witness.Answer.Why;
import java.util.Map;

/**
 * What a log that is known asks to be cosigned, signed by it, and how it is judged: a function of what was cosigned last,
 * and of nothing else. Immutable.
 */
record Request(AddCheckpoint asked, Checkpoint checkpoint) {
    /**
     * Reads the body of {@code add-checkpoint}.
     *
     * @param logs by origin
     * @throws NotTakenException if it is refused, whatever was cosigned before
     */
    static Request read(byte[] body, Map<String, Trust> logs) throws NotTakenException {
        AddCheckpoint asked;
        Checkpoint said;
        try {
            asked = AddCheckpoint.parse(body);
            said = Checkpoint.parse(asked.checkpoint().text());
        } catch (MalformedException e) {
            throw new NotTakenException(Why.MALFORMED, String.valueOf(e.getMessage()), e);
        }
        Trust log = logs.get(said.origin());
        if (log == null) {
            throw new NotTakenException(Why.UNKNOWN_LOG, "no key is known here for " + said.origin(), null);
        }
        try {
            return new Request(asked, log.verify(asked.checkpoint()).checkpoint());
        } catch (RefusedException | MalformedException e) {
            throw new NotTakenException(Why.NOT_SIGNED, String.valueOf(e.getMessage()), e);
        }
    }

    /**
     * Judges it, in the order of c2sp.org/tlog-witness.
     *
     * @param held what was cosigned last of this log
     */
    Answer judge(TreeHead held) {
        long old = asked.oldSize();
        TreeHead head = checkpoint.head();
        if (old > head.size()) {
            return new Refusal(Why.OLD_SIZE_BEYOND, "old size " + old + " is above the checkpoint's " + head.size());
        }
        if (old != held.size() || (old == head.size() && !head.equals(held))) {
            return new Conflict(held.size());
        }
        try {
            Consistency.verify(held, head, asked.proof());
        } catch (RefusedException e) {
            return new Refusal(Why.NOT_CONSISTENT, String.valueOf(e.getMessage()));
        }
        return new Cosign(head);
    }
}
