package io.rackledger.ledger;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.LongFunction;

/**
 * Runs histories by their seeds and tells what was broken, with nothing but types of the platform in its hands and
 * given: so that an engine of another class loader can be simulated as well. Thread-safe.
 */
public final class Simulation implements LongFunction<String> {
    private final ConcurrentMap<String, Long> outcomes = new ConcurrentHashMap<>();
    private final int crashAt;

    /** Histories with no more crashes than their seeds have. */
    public Simulation() {
        this(-1);
    }

    Simulation(int crashAt) {
        this.crashAt = crashAt;
    }

    /** What the history of that seed broke, in one line; empty if it broke nothing. */
    @Override
    public String apply(long seed) {
        SimulatedHistory history = new SimulatedHistory(seed, crashAt, false);
        String broken = run(history);
        history.callers.appends.forEach(append -> outcomes.merge(
                append.outcome() == null
                        ? "untold"
                        : append.outcome().getClass().getSimpleName(),
                1L,
                Long::sum));
        history.nodes.forEach(node -> {
            outcomes.merge("resumed", (long) node.resumed, Long::sum);
            outcomes.merge("not resumed", (long) node.notResumed, Long::sum);
        });
        return broken;
    }

    /** What happened in the history of that seed, line by line. */
    String trace(long seed) {
        SimulatedHistory history = new SimulatedHistory(seed, crashAt, true);
        String broken = run(history);
        return broken + "\n" + history.trace;
    }

    /** How often appends were told what, and nodes went on from an index or did not, so far. */
    Map<String, Long> outcomes() {
        return outcomes;
    }

    private static String run(SimulatedHistory history) {
        try {
            history.run();
            return "";
        } catch (BrokenPromise e) {
            return String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            return "the engine never fails: " + e + " at " + Arrays.toString(e.getStackTrace());
        }
    }
}
