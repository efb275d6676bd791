package io.rackledger.ledger;

import static io.rackledger.ledger.BrokenPromise.require;

import io.rackledger.ledger.SimulatedLog.LogRecord;
import io.rackledger.ledger.SimulatedWriter.Send;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A node with its network: what it sends lands, or not, and is answered, or not, as the faults have it. */
final class SimulatedNode {
    private enum Kind {
        OFFSET,
        NO_OFFSET,
        FAILURE,
        ANOTHERS_OFFSET
    }

    /** An answer on its way; none to a record that is neither replicated nor lost yet. */
    private record Answer(Kind kind, Send send, @Nullable LogRecord record) {
        boolean due() {
            return kind == Kind.FAILURE || record == null || record.replicated() || record.lost();
        }
    }

    final String name;
    final boolean writes;
    final Deque<SimulatedAppend> decided = new ArrayDeque<>();
    SimulatedWriter writer;
    boolean caughtUp;
    boolean assigned = true;
    boolean toldOfLoss;
    int pausedFor;

    /** How often the log led to what its index held, and how often it did not. */
    int resumed;

    int notResumed;

    /** The first offset of what it held, and the log lost. */
    long lostFrom = Long.MAX_VALUE;

    private final SimulatedLog log;
    private final Random random;
    private final SimulatedTrace trace;
    private final List<byte[]> zombies;
    private final Deque<Answer> answers = new ArrayDeque<>();
    private final Set<LogRecord> written = new HashSet<>();

    SimulatedNode(
            String name,
            boolean writes,
            SimulatedWriter writer,
            Random random,
            SimulatedTrace trace,
            List<byte[]> zombies) {
        this.name = name;
        this.writes = writes;
        this.writer = writer;
        this.log = writer.log;
        this.random = random;
        this.trace = trace;
        this.zombies = zombies;
    }

    /** It is closed in good order: whoever waits is told. */
    void close() {
        trace.add(() -> name + " closes");
        writer.close();
    }

    /** Its process dies, and another begins with an index or without; what it had sent may still land. */
    void restart(SimulatedWriter begun) {
        trace.add(() -> name + " crashes, and begins anew at "
                + SimulatedTrace.brief(begun.engine.head().anchor()));
        writer.abandonSends();
        collectAbandoned();
        answers.clear();
        written.clear();
        decided.clear();
        caughtUp = false;
        toldOfLoss = false;
        pausedFor = 0;
        writer = begun;
        if (!assigned) {
            writer.assigned(false);
        }
    }

    boolean silent() {
        return writer.outbox.isEmpty() && answers.isEmpty();
    }

    // ---- sending ------------------------------------------------------------------------------------------------

    /** The producer passes on what was sent first; if something happens to it, with this probability. */
    void transmit(double trouble) {
        if (writer.outbox.isEmpty()) {
            return;
        }
        Send send = writer.outbox.removeFirst();
        if (random.nextDouble() >= trouble) {
            answers.addLast(new Answer(Kind.OFFSET, send, write(send)));
            return;
        }
        switch (random.nextInt(8)) {
            case 0 -> {
                LogRecord first = write(send);
                write(send);
                answers.addLast(new Answer(random.nextBoolean() ? Kind.OFFSET : Kind.NO_OFFSET, send, first));
            }
            case 1 -> fail(send, write(send));
            case 2 -> fail(send, null);
            case 3 -> {
                zombies.add(send.value());
                fail(send, null);
            }
            case 4, 5 -> answers.addLast(new Answer(Kind.ANOTHERS_OFFSET, send, null));
            case 6 -> answers.addLast(new Answer(Kind.NO_OFFSET, send, write(send)));
            default -> writer.outbox.addLast(send);
        }
    }

    private LogRecord write(Send send) {
        LogRecord record = log.write(send.value());
        written.add(record);
        trace.add(() -> name + " sends " + send.id() + ", written at " + record.offset);
        return record;
    }

    private void fail(Send send, @Nullable LogRecord record) {
        trace.add(
                () -> name + " sends " + send.id() + ", which will fail" + (record == null ? " and is not there" : ""));
        answers.addLast(new Answer(Kind.FAILURE, send, record));
    }

    // ---- answers ------------------------------------------------------------------------------------------------

    /** One answer arrives, most often the first that is due. */
    void answer() {
        if (random.nextInt(4) == 0 && !answers.isEmpty()) {
            answers.addLast(answers.removeFirst());
        }
        for (Iterator<Answer> waiting = answers.iterator(); waiting.hasNext(); ) {
            Answer answer = waiting.next();
            if (answer.due()) {
                waiting.remove();
                deliver(answer);
                collectAbandoned();
                return;
            }
        }
    }

    /** All that is due arrives. */
    void answerAll() {
        for (int i = answers.size(); i > 0; i--) {
            answer();
        }
    }

    private void deliver(Answer answer) {
        Send send = answer.send();
        LogRecord record = answer.record();
        if (answer.kind() == Kind.FAILURE) {
            trace.add(() -> name + " is told that send " + send.id() + " failed");
            writer.fail(send.id());
        } else if (record == null) {
            anothersOffset(send);
        } else if (record.replicated()) {
            long offset = answer.kind() == Kind.OFFSET ? record.offset : -1;
            trace.add(() -> name + " is told that send " + send.id() + " is at " + offset);
            writer.acknowledge(send.id(), offset);
        } else if (random.nextBoolean()) {
            answers.addLast(new Answer(Kind.OFFSET, send, write(send)));
        } else {
            trace.add(() -> name + " is told that send " + send.id() + " failed, for it was lost");
            writer.fail(send.id());
        }
    }

    /** A broker that takes a record for a duplicate, and drops it, names the offset of what it holds. */
    private void anothersOffset(Send send) {
        List<LogRecord> there = log.replicated();
        LogRecord another = there.isEmpty() ? null : there.get(random.nextInt(there.size()));
        if (another == null || another.offset >= writer.position()) {
            fail(send, null);
        } else {
            trace.add(() ->
                    name + " is told that send " + send.id() + " is at " + another.offset + ", which is another's");
            writer.acknowledge(send.id(), another.offset);
        }
    }

    /** Whether one of these records is its own, so that it was told, or will be, that it was taken. */
    boolean wroteAnyOf(List<LogRecord> lost) {
        return lost.stream().anyMatch(written::contains);
    }

    /** What a closed producer had not sent yet may land as well, or not. */
    void collectAbandoned() {
        writer.abandoned.stream().filter(send -> random.nextBoolean()).forEach(send -> zombies.add(send.value()));
        writer.abandoned.clear();
    }

    // ---- reading ------------------------------------------------------------------------------------------------

    /** Whether it has yet to find that the log leads to what its index holds. */
    boolean resuming() {
        return writer.resuming != null && !writer.resuming.isReached() && !caughtUp;
    }

    /** Finds whether the log leads to what its index holds; if not, it stops. */
    boolean resume() {
        ResumePoint point = writer.resuming;
        if (point == null || !resuming() || writer.engine.phase() == Engine.Phase.STOPPED) {
            return false;
        }
        String because = writer.resume(point);
        if (!because.isEmpty()) {
            trace.add(() -> name + " does not resume: " + because);
            notResumed++;
            writer.unreadable(because);
            return false;
        }
        trace.add(() -> name + " resumes and " + this);
        require(
                log.audit().contains(point.anchor()),
                "who goes on from an index stands where every reader does",
                name + " at " + point.anchor());
        lostFrom = Long.MAX_VALUE;
        resumed++;
        return true;
    }

    /** Reads on, unless the log ends before what was read, or the broker's epochs tell of a loss. */
    void read(int most) {
        if (writer.engine.phase() == Engine.Phase.STOPPED) {
            return;
        }
        if (toldOfLoss || log.end() < writer.position()) {
            trace.add(() -> name + " notices that records were lost");
            writer.unreadable("records were lost");
            return;
        }
        long from = writer.position();
        writer.read(most);
        if (writer.position() > from) {
            trace.add(() -> name + " reads " + from + " to " + (writer.position() - 1) + " and " + this);
        }
        if (!caughtUp && writer.hasRead()) {
            caughtUp = true;
            writer.caughtUp();
            trace.add(() -> name + " has caught up and " + this);
        }
    }

    @Override
    public String toString() {
        return "stands at " + SimulatedTrace.brief(writer.engine.head().anchor()) + ", tip "
                + writer.index.tip().size() + ", " + writer.engine.phase();
    }
}
