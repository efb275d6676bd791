package io.rackledger.quickstart.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What clients were told of all commands that they sent, by the commands' ids. Thread-safe. */
final class Testimony {
    private final Map<String, Told> told = new LinkedHashMap<>();
    private final Map<String, String> open = new LinkedHashMap<>();
    private final List<String> contradictions = new ArrayList<>();
    private long last = System.nanoTime();
    private long longest;

    /**
     * How many commands were told what.
     *
     * @param unanswered of those that were sent for the first time
     */
    record Counts(long accepted, long refused, long notTaken, long unanswered) {
        Counts minus(Counts other) {
            return new Counts(
                    accepted - other.accepted,
                    refused - other.refused,
                    notTaken - other.notTaken,
                    unanswered - other.unanswered);
        }
    }

    /** Notes what was told of a command that was sent as that line. */
    synchronized void hear(String id, String line, Told answer) {
        Told before = told.get(id);
        // That a repetition is not taken says nothing of what was sent before.
        Told now = before instanceof Told.Unanswered && answer instanceof Told.NotTaken ? before : answer;
        if (before != null && before.isFinal() && !before.equals(now)) {
            contradictions.add("command " + id + " was told " + before + " and then " + now);
        }
        told.put(id, now);
        if (now instanceof Told.Unanswered) {
            open.put(id, line);
        } else {
            open.remove(id);
        }
        if (now.isFinal()) {
            long at = System.nanoTime();
            longest = Math.max(longest, at - last);
            last = at;
        }
    }

    /** The lines of the commands that nothing certain is known of, by their ids. */
    synchronized Map<String, String> open() {
        return new LinkedHashMap<>(open);
    }

    /** All that was told last. */
    synchronized Map<String, Told> all() {
        return new LinkedHashMap<>(told);
    }

    /** Where a command was told one thing and later another. */
    synchronized List<String> contradictions() {
        return List.copyOf(contradictions);
    }

    synchronized Counts counts() {
        return new Counts(
                told.values().stream().filter(Told.Accepted.class::isInstance).count(),
                told.values().stream().filter(Told.Refused.class::isInstance).count(),
                told.values().stream().filter(Told.NotTaken.class::isInstance).count(),
                open.size());
    }

    /** From now on, the longest time without an answer counts anew. */
    synchronized void beginRound() {
        last = System.nanoTime();
        longest = 0;
    }

    /** The longest time in this round in which no command was accepted or refused. */
    synchronized Duration longestSilence() {
        return Duration.ofNanos(longest);
    }
}
