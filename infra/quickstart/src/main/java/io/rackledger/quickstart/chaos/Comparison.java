package io.rackledger.quickstart.chaos;

import io.rackledger.format.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Holds what clients were told against what the log holds: what was accepted or refused stands where it was said to, once
 * and whole; what was not taken does not stand; nothing stands twice, or was never sent. Confined to one thread.
 */
final class Comparison {
    private static final String COMMAND = "command";
    private static final String REFUSED = "command-refused";

    private final WrittenLog log;
    private final Map<String, List<Integer>> byCommand = new HashMap<>();
    private final List<String> mismatches = new ArrayList<>();

    private Comparison(WrittenLog log) {
        this.log = log;
        for (int position = 0; position < log.size(); position++) {
            byCommand
                    .computeIfAbsent(command(position), key -> new ArrayList<>())
                    .add(position);
        }
    }

    /** What doesn't match, each as a sentence; empty if all does. */
    static List<String> mismatches(Map<String, Told> told, WrittenLog log) {
        Comparison comparison = new Comparison(log);
        if (log.broken() != null) {
            comparison.mismatches.add("the chain of the log breaks " + log.broken());
        }
        comparison.doubled();
        told.forEach(comparison::compare);
        comparison.byCommand.keySet().stream()
                .filter(id -> !told.containsKey(id))
                .forEach(id -> comparison.mismatches.add("the log holds command " + id + ", which nobody sent"));
        return List.copyOf(comparison.mismatches);
    }

    private String command(int position) {
        return log.entries().get(position).metadata().getOrDefault(COMMAND, "");
    }

    private void doubled() {
        Map<String, Integer> events = new HashMap<>();
        for (int position = 0; position < log.size(); position++) {
            String id = log.entries().get(position).id();
            Integer before = events.put(id, position);
            if (before != null) {
                mismatches.add("event " + id + " stands at " + before + " and at " + position);
            }
        }
        byCommand.forEach((id, positions) -> {
            if (positions.stream().map(log.commits()::get).distinct().count() > 1) {
                mismatches.add("command " + id + " stands in several commits, at " + positions);
            }
        });
    }

    private void compare(String id, Told told) {
        List<Integer> positions = byCommand.getOrDefault(id, List.of());
        switch (told) {
            case Told.Accepted accepted -> compare(id, accepted, positions);
            case Told.Refused refused -> compare(id, refused, positions);
            case Told.NotTaken nothing -> {
                if (!positions.isEmpty()) {
                    mismatches.add("command " + id + " was told as not taken, and stands at " + positions);
                }
            }
            case Told.Unanswered nothing -> {}
        }
    }

    private void compare(String id, Told.Accepted accepted, List<Integer> positions) {
        if (positions.size() != accepted.events().size()) {
            mismatches.add("command " + id + " was told " + accepted.events().size() + " events, and the log holds "
                    + positions.size() + " of it, at " + positions);
            return;
        }
        for (Told.At at : accepted.events()) {
            if (!holds(id, at.position()) || !entry(at.position()).id().equals(at.event())) {
                mismatches.add("event " + at.event() + " of command " + id + " was told at " + at.position()
                        + ", and its command's events stand at " + positions);
            }
        }
    }

    private void compare(String id, Told.Refused refused, List<Integer> positions) {
        if (positions.size() != 1
                || !holds(id, refused.position())
                || !entry(refused.position()).type().equals(REFUSED)) {
            mismatches.add("command " + id + " was told as refused at " + refused.position()
                    + ", and what the log holds of it stands at " + positions);
        }
    }

    private boolean holds(String id, long position) {
        return position >= 0 && position < log.size() && command((int) position).equals(id);
    }

    private Entry entry(long position) {
        return log.entries().get((int) position);
    }
}
