package io.rackledger.ledger;

import io.rackledger.ledger.SimulatedLog.LogRecord;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * What a broker does that must not: it loses records that it has acknowledged, others take their offsets, and what somebody
 * still had in flight comes late to where it lay before.
 */
record SimulatedLosses(
        SimulatedLog log,
        Random random,
        SimulatedTrace trace,
        SimulatedStrangers strangers,
        List<SimulatedNode> nodes,
        SimulatedCallers callers) {
    private static final int MOST = 6;

    /** Whoever has seen what is lost, or is about to be told that it was taken, holds what nobody else will find. */
    void lose() {
        int count = 1 + random.nextInt(MOST);
        List<LogRecord> there = log.replicated();
        List<LogRecord> lost = List.copyOf(there.subList(Math.max(0, there.size() - count), there.size()));
        log.loseAcknowledged(count);
        long from = lost.getFirst().offset;
        trace.add(() -> "the log loses what it acknowledged from " + from + " on");
        for (SimulatedNode node : nodes) {
            if (node.resuming() ? from <= node.writer.index.head().offset() : hasSeen(node, lost)) {
                callers.deceived.add(node.writer);
                node.lostFrom = Math.min(node.lostFrom, from);
            }
        }
        callers.appends.forEach(append -> deceiveIfDead(append.sentBy));
        if (random.nextInt(4) > 0) {
            sendAgain(lost, random.nextInt(lost.size() + 1));
        }
    }

    /** What it told may become wrong, too: what was void stands where that which made it void is lost. */
    private void deceiveIfDead(@Nullable SimulatedWriter writer) {
        boolean dead = nodes.stream().noneMatch(node -> node.writer == writer);
        if (writer != null && dead && !log.audit().contains(writer.engine.head().anchor())) {
            callers.deceived.add(writer);
        }
    }

    private boolean hasSeen(SimulatedNode node, List<LogRecord> lost) {
        boolean holds = !log.audit().contains(node.writer.engine.head().anchor());
        node.toldOfLoss |= holds && random.nextBoolean();
        return holds || node.writer.position() > log.end() || node.wroteAnyOf(lost);
    }

    /** All but the first so many are sent again, and each comes to lie where it lay. */
    private void sendAgain(List<LogRecord> lost, int first) {
        boolean silently = random.nextBoolean();
        for (LogRecord record : lost.subList(first, lost.size())) {
            fill(record.offset, silently);
            log.append(record.value);
            trace.add(() -> "what was lost lies at " + record.offset + " again");
        }
        fill(lost.getLast().offset + 1, silently);
    }

    /** Offsets up to there are taken by others: by records, or by what no reader sees. */
    private void fill(long offset, boolean silently) {
        while (log.nextOffset() < offset) {
            if (silently) {
                log.hole();
            } else {
                log.append(strangers.harmless());
            }
        }
    }
}
