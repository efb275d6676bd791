package io.rackledger.ledger;

import static io.rackledger.ledger.BrokenPromise.require;

import io.rackledger.format.Anchor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Those who decide and append, and what they are told: when they are told something, it must be so by then. */
final class SimulatedCallers {
    private static final String[] TAGS = {"a", "b", "c"};

    /** Somebody who waits for a tip, and what was heard. */
    record Waiting(SimulatedWriter writer, Anchor tip, Instant deadline, List<Outcome> told) {}

    final List<SimulatedAppend> appends = new ArrayList<>();
    final List<Waiting> waiting = new ArrayList<>();

    /** Writers whose broker lost what they hold for acknowledged; what they tell is as wrong as what they were told. */
    final Set<SimulatedWriter> deceived = new HashSet<>();

    private final SimulatedLog log;
    private final Random random;
    private final SimulatedTrace trace;
    private int ids;

    SimulatedCallers(SimulatedLog log, Random random, SimulatedTrace trace) {
        this.log = log;
        this.random = random;
        this.trace = trace;
    }

    /** Somebody decides at the tip, and appends now or later; perhaps somebody else waits for that tip. */
    void decide(SimulatedNode node) {
        if (!node.writes && random.nextInt(8) > 0) {
            return;
        }
        String[] events = new String[1 + random.nextInt(3)];
        for (int i = 0; i < events.length; i++) {
            events[i] = TAGS[random.nextInt(TAGS.length)] + "/" + ids++;
        }
        SimulatedAppend append = new SimulatedAppend(condition(node), events);
        if (random.nextInt(3) == 0) {
            node.decided.addLast(append);
        } else {
            submit(node, append);
        }
        if (random.nextInt(3) == 0) {
            await(node);
        }
    }

    private Condition condition(SimulatedNode node) {
        Condition atTip = node.writer.readAtTip(TAGS[random.nextInt(TAGS.length)]);
        return switch (random.nextInt(8)) {
            case 0, 1 -> null;
            case 2 -> new Condition(atTip.anchor(), atTip.marker() - Math.min(atTip.marker(), 2), atTip.criteria());
            default -> atTip;
        };
    }

    SimulatedAppend submit(SimulatedNode node, SimulatedAppend append) {
        appends.add(append);
        append.sentBy = node.writer;
        append.deadline = node.writer.now.plus(SimulatedWriter.TIMEOUT);
        append.whenTold = () -> {
            trace.add(() -> node.name + " tells " + append + " " + append.outcome());
            if (!deceived.contains(append.sentBy)) {
                nobodyIsToldBeforeItStands(append);
            }
        };
        trace.add(() -> node.name + " is given " + append + SimulatedTrace.brief(append.condition));
        return node.writer.append(append);
    }

    SimulatedAppend submitLast(SimulatedNode node) {
        return submit(node, new SimulatedAppend(null, "last/" + ids++));
    }

    private void await(SimulatedNode node) {
        Waiting waits = new Waiting(
                node.writer,
                node.writer.index.tip().anchor(),
                node.writer.now.plus(SimulatedWriter.TIMEOUT),
                new ArrayList<>());
        waiting.add(waits);
        node.writer.await(outcome -> {
            waits.told().add(outcome);
            if (!deceived.contains(waits.writer())) {
                require(
                        !(outcome instanceof Outcome.Appended) || log.audit().contains(waits.tip()),
                        "nobody is told before it stands",
                        "told " + outcome);
            }
        });
    }

    private void nobodyIsToldBeforeItStands(SimulatedAppend append) {
        boolean stands = switch (append.outcome()) {
            case Outcome.Appended appended -> log.audit().contains(appended.anchor());
            case Outcome.Conflict conflict -> contradicts(append, conflict.position());
            case Outcome.Superseded superseded -> true;
            case Outcome.Unavailable unavailable -> true;
            case Outcome.Unknown unknown -> true;
            case Outcome.TooLarge tooLarge -> true;
        };
        require(stands, "nobody is told before it stands", append + " was told " + append.outcome());
    }

    /** Time passes for a node, and whoever has waited long enough there was told something. */
    void tick(SimulatedNode node, Duration passed) {
        SimulatedWriter writer = node.writer;
        writer.tick(passed);
        for (SimulatedAppend append : appends) {
            boolean late = append.sentBy == writer && append.told.isEmpty() && writer.now.isAfter(append.deadline);
            require(!late, "everybody is told something by the deadline", append);
        }
        for (Waiting waits : waiting) {
            boolean late = waits.writer() == writer && waits.told().isEmpty() && writer.now.isAfter(waits.deadline());
            require(!late, "everybody is told something by the deadline", waits.tip());
        }
    }

    private boolean contradicts(SimulatedAppend append, long position) {
        List<String> events = log.audit().events();
        return position >= append.condition.marker()
                && position < events.size()
                && matches(append.condition, events.get((int) position));
    }

    /** Whether what a condition excludes is what the event of this id is. */
    static boolean matches(Condition condition, String id) {
        return condition.criteria().stream()
                .flatMap(criterion -> criterion.tags().stream())
                .anyMatch(tag -> id.startsWith(tag.value() + "/"));
    }
}
