package io.rackledger.ledger;

import static io.rackledger.ledger.BrokenPromise.require;

import io.rackledger.ledger.SimulatedLog.LogRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One history: up to three writers and a reader on one log, each with a clock of its own, under a schedule that loses,
 * delays, doubles, reorders and fails what they send, lets abandoned records land late, kills writers and lets them stand
 * still, loses what the log has not acknowledged and at times what it has, and mixes in what strangers write. Everything
 * follows from the seed.
 */
final class SimulatedHistory {
    static final int STEPS = 160;

    /** Within so long, by its own clock, a writer takes appends again, and an append is taken, once nothing is amiss. */
    static final Duration RECOVERY = Duration.ofSeconds(1);

    private static final Instant START = Instant.parse("2026-09-01T00:00:00Z");
    private static final int FARTHEST_JUMP_MILLIS = 1_000;
    private static final Duration ROUND = Duration.ofMillis(20);

    final SimulatedTrace trace;
    final SimulatedLog log = new SimulatedLog();
    final SimulatedCallers callers;
    final List<SimulatedNode> nodes = new ArrayList<>();
    final SimulatedProfile profile;
    private final Random random;
    private final SimulatedStrangers strangers;
    private final SimulatedBeginnings beginnings;
    private final SimulatedLosses losses;
    private final List<byte[]> zombies = new ArrayList<>();
    private final int crashAt;
    private boolean excused;

    /** @param crashAt the step at which a node crashes, whatever else happens; −1 for none */
    SimulatedHistory(long seed, int crashAt, boolean traced) {
        this.random = new Random(seed);
        this.crashAt = crashAt;
        this.trace = new SimulatedTrace(traced);
        this.profile = SimulatedProfile.drawn(random);
        this.callers = new SimulatedCallers(log, random, trace);
        this.strangers = new SimulatedStrangers(log, random, START);
        this.beginnings = new SimulatedBeginnings(log, random, START);
        this.losses = new SimulatedLosses(log, random, trace, strangers, nodes, callers);
        for (int i = 0; i <= profile.writers(); i++) {
            boolean writes = i < profile.writers();
            String name = writes ? "writer" + i : "reader";
            nodes.add(new SimulatedNode(name, writes, beginnings.first(writes), random, trace, zombies));
        }
        trace.add(profile::toString);
    }

    void run() {
        if (profile.hostile() && random.nextInt(4) == 0) {
            stop();
        }
        int loss = profile.loses() ? random.nextInt(2 * STEPS) : -1;
        for (int i = 0; i < STEPS; i++) {
            if (i == loss) {
                loseAcknowledged();
            }
            SimulatedNode node = nodes.get(random.nextInt(nodes.size()));
            if (i == crashAt) {
                restart(node);
            }
            step(node);
        }
        faultsCease();
        SimulatedPromises promises = new SimulatedPromises(this);
        promises.checkWhenQuiet();
        List<SimulatedAppend> last = new ArrayList<>();
        for (SimulatedNode node : nodes) {
            if (node.writer.engine.phase() == Engine.Phase.OPEN) {
                last.add(callers.submitLast(node));
            }
        }
        rounds(RECOVERY);
        if (!callers.deceived.isEmpty()) {
            newcomerWritesOn();
        }
        promises.check(last);
    }

    /** Somebody who saw nothing of what was lost; the second append claims the first for acknowledged. */
    private void newcomerWritesOn() {
        SimulatedNode newcomer = new SimulatedNode("newcomer", true, beginnings.first(true), random, trace, zombies);
        nodes.add(newcomer);
        for (int i = 0; i < 2; i++) {
            callers.submitLast(newcomer);
            rounds(RECOVERY);
        }
    }

    // ---- what happens -------------------------------------------------------------------------------------------

    private void step(SimulatedNode node) {
        if (node.pausedFor > 0) {
            if (--node.pausedFor == 0) {
                trace.add(() -> node.name + " goes on");
                callers.tick(node, Duration.ofMillis(random.nextInt(3_000)));
            }
            return;
        }
        if (random.nextInt(3) == 0) {
            node.writer.write();
        }
        switch (random.nextInt(14)) {
            case 0, 1 -> callers.decide(node);
            case 2 -> {
                if (!node.decided.isEmpty()) {
                    callers.submit(node, node.decided.removeFirst());
                }
            }
            case 3, 4, 5 -> node.transmit(profile.trouble());
            case 6, 7 -> node.answer();
            case 8, 9 -> read(node, 1 + random.nextInt(4));
            case 10 -> callers.tick(node, Duration.ofMillis(random.nextInt(random.nextInt(8) == 0 ? 1_500 : 60)));
            case 11, 12 -> log.replicate(1 + random.nextInt(3));
            default -> disturb(node);
        }
    }

    private void disturb(SimulatedNode node) {
        switch (random.nextInt(16)) {
            case 0 -> log.hole();
            case 1, 2 -> stranger();
            case 3, 4, 5 -> landZombie();
            case 6 -> {
                if (random.nextInt(3) == 0) {
                    if (random.nextBoolean()) {
                        node.close();
                    }
                    restart(node);
                }
            }
            case 7, 8 -> readAgain(node);
            case 9 -> {
                trace.add(() -> "the log loses what it has not acknowledged");
                log.loseUnacknowledged(random.nextInt(2));
            }
            case 10 -> loseAcknowledged();
            case 11 -> pause(node);
            case 12 -> jump(node);
            case 13 -> assign();
            case 14 -> node.writer.index.settleSoon();
            default -> callers.tick(node, Duration.ofMillis(120));
        }
    }

    private void stranger() {
        if (profile.hostile() && random.nextInt(4) == 0) {
            stop();
        } else {
            log.replicate(Integer.MAX_VALUE);
            log.append(strangers.harmless());
        }
    }

    private void stop() {
        log.replicate(Integer.MAX_VALUE);
        log.append(strangers.stopping());
        trace.add(() -> "a stranger stops the ledger: " + log.audit().stopped());
        excused = true;
    }

    private void landZombie() {
        if (!zombies.isEmpty()) {
            LogRecord landed = log.write(zombies.remove(random.nextInt(zombies.size())));
            trace.add(() -> "an abandoned record lands at " + landed.offset);
        }
    }

    private void readAgain(SimulatedNode node) {
        long from = Math.max(0, node.writer.position() - 1 - random.nextInt(4));
        if (log.end() >= node.writer.position()) {
            trace.add(() -> node.name + " is given again what it read from " + from);
            node.writer.readAgain(from);
        }
    }

    private void pause(SimulatedNode node) {
        if (profile.pauses()) {
            node.pausedFor = 1 + random.nextInt(20);
            trace.add(() -> node.name + " stands still");
        }
    }

    private void jump(SimulatedNode node) {
        if (profile.jumps()) {
            int millis = random.nextInt(2 * FARTHEST_JUMP_MILLIS + 1) - FARTHEST_JUMP_MILLIS;
            node.writer.now = node.writer.now.plusMillis(millis);
            trace.add(() -> node.name + "'s clock is set by " + millis + " ms");
        }
    }

    private void assign() {
        if (profile.assigns()) {
            assign(nodes.get(random.nextInt(nodes.size())));
        }
    }

    private void assign(SimulatedNode to) {
        trace.add(() -> "the ledger is assigned to " + to.name);
        for (SimulatedNode node : nodes) {
            node.assigned = node == to;
            node.writer.assigned(node.assigned);
        }
    }

    /** Most often one that saw what is lost is down meanwhile, and has kept its index. */
    private void loseAcknowledged() {
        if (!profile.loses() || log.replicated().isEmpty()) {
            return;
        }
        if (random.nextInt(3) > 0) {
            SimulatedNode down = nodes.get(random.nextInt(nodes.size()));
            if (random.nextInt(4) > 0) {
                read(down, Integer.MAX_VALUE);
                down.close();
            }
            beginnings.withItsIndex(down);
            begun(down);
        }
        losses.lose();
        excused = true;
    }

    /** Whose log was found to lead to what the index holds is as good as any reader. */
    private void read(SimulatedNode node, int most) {
        if (node.resume()) {
            callers.deceived.remove(node.writer);
        }
        node.read(most);
    }

    private void restart(SimulatedNode node) {
        beginnings.again(node);
        begun(node);
    }

    /** Whoever begins with an index is deceived where that holds what was lost. */
    private void begun(SimulatedNode node) {
        if (node.lostFrom <= node.writer.index.head().offset()) {
            callers.deceived.add(node.writer);
        } else {
            node.lostFrom = Long.MAX_VALUE;
        }
    }

    // ---- the end ------------------------------------------------------------------------------------------------

    /** Nothing goes wrong any more; what was abandoned lands now, and the clocks make good what they were set back. */
    private void faultsCease() {
        trace.add(() -> "nothing goes wrong any more");
        if (profile.assigns()) {
            assign(nodes.getFirst());
        }
        nodes.forEach(node -> node.pausedFor = 0);
        while (!zombies.isEmpty()) {
            landZombie();
            round();
        }
        rounds(RECOVERY.plus(SimulatedWriter.TIMEOUT).plusMillis(profile.jumps() ? FARTHEST_JUMP_MILLIS : 0));
    }

    private void rounds(Duration time) {
        for (Duration passed = Duration.ZERO; passed.compareTo(time) <= 0; passed = passed.plus(ROUND)) {
            round();
        }
    }

    private void round() {
        for (SimulatedNode node : nodes) {
            node.collectAbandoned();
            while (!node.writer.outbox.isEmpty()) {
                node.transmit(0);
            }
            log.replicate(Integer.MAX_VALUE);
            node.answerAll();
            read(node, Integer.MAX_VALUE);
            node.writer.write();
            callers.tick(node, ROUND);
        }
        require(zombies.size() < 1_000, "a writer comes to rest", "it abandons ever more");
    }

    /** Whether somebody else stopped the ledger, or the broker broke its word: then it may be that nothing is taken. */
    boolean excused() {
        return excused;
    }
}
