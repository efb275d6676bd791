package io.rackledger.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.format.Anchor;
import io.rackledger.format.Hash;
import io.rackledger.ledger.SimulatedWriter.Send;
import io.rackledger.ledger.SimulatedWriter.SimulatedAppend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * One history: one or two writers and a reader on one log, each with a clock of its own, under a schedule that loses, delays,
 * doubles and fails what they send, lets abandoned records land late, kills writers, and mixes in noise. Everything
 * follows from the seed.
 */
final class SimulatedHistory {
    private static final Instant START = Instant.parse("2026-09-01T00:00:00Z");
    private static final String[] TAGS = {"a", "b", "c"};
    private static final int STEPS = 160;
    private static final int QUIET_ROUNDS = 300;

    /** A node with its producer's answers under way, and decisions made and not yet handed over. */
    private static final class Node {
        SimulatedWriter writer;
        final Deque<Runnable> answers = new ArrayDeque<>();
        final Deque<SimulatedAppend> decided = new ArrayDeque<>();
        boolean caughtUp;

        Node(SimulatedWriter writer) {
            this.writer = writer;
        }
    }

    private final Random random;
    final SimulatedLog log = new SimulatedLog();
    final List<SimulatedAppend> appends = new ArrayList<>();
    final Map<String, Integer> tally = new HashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final List<byte[]> zombies = new ArrayList<>();
    private final List<Anchor> superseded = new ArrayList<>();
    private final double trouble;
    private final int writers;
    private int ids;

    SimulatedHistory(long seed) {
        this.random = new Random(seed);
        this.trouble = random.nextInt(4) * 0.1;
        this.writers = 1 + random.nextInt(2);
        for (int i = 0; i <= writers; i++) {
            nodes.add(new Node(start(i < writers)));
        }
    }

    private SimulatedWriter start(boolean writes) {
        Instant clock = START.plusMillis(random.nextInt(4_000));
        return new SimulatedWriter(log, writes, SimulatedWriter.SETTINGS, clock, random.nextLong());
    }

    void run() {
        for (int i = 0; i < STEPS; i++) {
            step(nodes.get(random.nextInt(nodes.size())));
        }
        quiet();
        List<SimulatedAppend> last = new ArrayList<>();
        for (Node node : nodes.subList(0, writers)) {
            assertThat(node.writer.engine.phase()).as("after quiet").isEqualTo(Engine.Phase.OPEN);
            last.add(submit(node, new SimulatedAppend(null, "last/" + ids++)));
        }
        quiet();
        assertThat(last)
                .as("an open engine takes appends")
                .allMatch(append -> append.outcome() instanceof Outcome.Appended);
        List<SimulatedWriter> readers = nodes.stream().map(node -> node.writer).toList();
        new SimulatedPromises(log, readers, appends, superseded, tally).check();
    }

    // ---- what happens -------------------------------------------------------------------------------------------

    private void step(Node node) {
        SimulatedWriter writer = node.writer;
        switch (random.nextInt(12)) {
            case 0, 1 -> decide(node);
            case 2 -> {
                if (!node.decided.isEmpty()) {
                    submit(node, node.decided.removeFirst());
                }
            }
            case 3, 4, 5 -> transmit(node);
            case 6, 7 -> {
                if (!node.answers.isEmpty()) {
                    answer(node);
                }
            }
            case 8, 9 -> {
                writer.read(1 + random.nextInt(4));
                catchUp(node);
            }
            case 10 -> writer.tick(Duration.ofMillis(random.nextInt(random.nextInt(8) == 0 ? 1_500 : 60)));
            default -> disturb(node);
        }
    }

    private void catchUp(Node node) {
        if (!node.caughtUp && node.writer.unread() == 0) {
            node.caughtUp = true;
            node.writer.caughtUp();
        }
    }

    private void decide(Node node) {
        String tag = TAGS[random.nextInt(TAGS.length)];
        String[] events = new String[1 + random.nextInt(3)];
        for (int i = 0; i < events.length; i++) {
            events[i] = tag + "/" + ids++;
        }
        Condition condition = random.nextInt(4) == 0 ? null : node.writer.readAtTip(TAGS[random.nextInt(TAGS.length)]);
        SimulatedAppend append = new SimulatedAppend(condition, events);
        if (random.nextInt(3) == 0) {
            node.decided.addLast(append);
        } else {
            submit(node, append);
        }
        if (random.nextInt(3) == 0) {
            await(node, node.writer.index.tip().anchor());
        }
    }

    private void await(Node node, Anchor tip) {
        node.writer.await(outcome -> {
            boolean stands = tip.hash().equals(Hash.ZERO) || log.chain().contains(tip);
            switch (outcome) {
                case Outcome.Appended appended ->
                    assertThat(stands).as("told that %s stands", tip).isTrue();
                case Outcome.Superseded again -> superseded.add(tip);
                default -> {}
            }
        });
        node.writer.settle();
    }

    private SimulatedAppend submit(Node node, SimulatedAppend append) {
        appends.add(append);
        append.whenTold = () -> {
            if (append.outcome() instanceof Outcome.Appended appended) {
                assertThat(log.chain().contains(appended.anchor()))
                        .as("whoever is told that %s stands is told no sooner than it does", appended)
                        .isTrue();
            }
        };
        return node.writer.append(append);
    }

    /** The producer passes on what was sent first, more or less. */
    private void transmit(Node node) {
        if (node.writer.outbox.isEmpty()) {
            return;
        }
        Send send = node.writer.outbox.removeFirst();
        if (random.nextDouble() >= trouble) {
            long offset = log.append(send.value());
            node.answers.addLast(() -> node.writer.acknowledge(send.id(), offset));
            return;
        }
        switch (random.nextInt(5)) {
            case 0 -> {
                long first = log.append(send.value());
                log.append(send.value());
                node.answers.addLast(() -> node.writer.acknowledge(send.id(), random.nextBoolean() ? first : -1));
            }
            case 1 -> {
                log.append(send.value());
                node.answers.addLast(() -> node.writer.fail(send.id()));
            }
            case 2 -> node.answers.addLast(() -> node.writer.fail(send.id()));
            case 3 -> {
                zombies.add(send.value());
                node.answers.addLast(() -> node.writer.fail(send.id()));
            }
            default -> {
                log.append(send.value());
                node.answers.addLast(() -> node.writer.acknowledge(send.id(), -1));
            }
        }
    }

    private void answer(Node node) {
        if (random.nextInt(4) == 0) {
            node.answers.addLast(node.answers.removeFirst());
        }
        node.answers.removeFirst().run();
        collectZombies(node);
    }

    /** What a closed producer had not sent yet may land as well, or not. */
    private void collectZombies(Node node) {
        node.writer.abandoned.stream().filter(send -> random.nextBoolean()).forEach(send -> zombies.add(send.value()));
        node.writer.abandoned.clear();
    }

    private void disturb(Node node) {
        switch (random.nextInt(8)) {
            case 0 -> log.hole();
            case 1 -> log.append(new byte[random.nextInt(60)]);
            case 2 -> {
                if (!log.records.isEmpty()) {
                    log.append(
                            log.records.get(random.nextInt(log.records.size())).value());
                }
            }
            case 3, 4, 5 -> landZombie();
            case 6 -> {
                if (random.nextInt(3) == 0) {
                    restart(node);
                }
            }
            default -> node.writer.tick(Duration.ofMillis(120));
        }
    }

    private void landZombie() {
        if (!zombies.isEmpty()) {
            log.append(zombies.remove(random.nextInt(zombies.size())));
        }
    }

    private void restart(Node node) {
        node.writer.abandonSends();
        collectZombies(node);
        node.answers.clear();
        node.decided.clear();
        node.caughtUp = false;
        node.writer = start(nodes.indexOf(node) < writers);
    }

    /** Nothing goes wrong any more, but late records may still land. */
    private void quiet() {
        for (int i = 0; i < QUIET_ROUNDS && !isQuiet(i); i++) {
            if (i % 7 == 0) {
                landZombie();
            }
            for (Node node : nodes) {
                collectZombies(node);
                while (!node.writer.outbox.isEmpty()) {
                    Send send = node.writer.outbox.removeFirst();
                    long offset = log.append(send.value());
                    node.answers.addLast(() -> node.writer.acknowledge(send.id(), offset));
                }
                while (!node.answers.isEmpty()) {
                    node.answers.removeFirst().run();
                }
                node.writer.readAll();
                catchUp(node);
                node.writer.tick(Duration.ofMillis(20));
            }
        }
    }

    private boolean isQuiet(int round) {
        return round > 15
                && zombies.isEmpty()
                && nodes.stream()
                        .allMatch(node -> node.writer.outbox.isEmpty()
                                && node.answers.isEmpty()
                                && node.writer.unread() == 0
                                && node.writer.engine.head().equals(node.writer.index.tip())
                                && (node.writer.engine.phase() == Engine.Phase.OPEN
                                        || node.writer.engine.phase() == Engine.Phase.FOLLOWING));
    }
}
