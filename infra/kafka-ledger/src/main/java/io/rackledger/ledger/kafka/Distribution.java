package io.rackledger.ledger.kafka;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToIntFunction;

/**
 * Which member gets which topic. Who holds one keeps it, since each move costs a seal, unless it is not ready and another
 * is, that is, has read it to its end and can go on; a free one goes to a ready member, if there is any, that holds few;
 * and one is moved only to a ready member that holds at least two fewer. The same members lead to the same answer, in whatever order they come.
 */
final class Distribution {
    /**
     * A member of the group.
     *
     * @param claim  what it says of itself
     * @param topics those that it can serve
     */
    record Candidate(Claim claim, Set<String> topics) {}

    private final Map<String, Candidate> candidates;
    private final Map<String, String> members = new TreeMap<>();

    private Distribution(Map<String, Candidate> candidates) {
        this.candidates = new TreeMap<>(candidates);
    }

    /** Members by topic; a topic that nobody can serve is left out. */
    static Map<String, String> of(Map<String, Candidate> candidates) {
        Distribution distribution = new Distribution(candidates);
        Set<String> topics = new TreeSet<>();
        candidates.values().forEach(candidate -> topics.addAll(candidate.topics()));
        topics.forEach(
                topic -> distribution.holder(topic).ifPresent(member -> distribution.members.put(topic, member)));
        topics.stream()
                .filter(topic -> !distribution.members.containsKey(topic))
                .forEach(distribution::give);
        while (topics.stream().anyMatch(distribution::level)) {
            // Each move brings two loads nearer to each other, so that there is a last one.
        }
        return Map.copyOf(distribution.members);
    }

    private Optional<String> holder(String topic) {
        boolean anyReady = candidates.keySet().stream().anyMatch(member -> isReady(member, topic));
        return candidates.entrySet().stream()
                .filter(entry -> entry.getValue().topics().contains(topic)
                        && entry.getValue().claim().held().contains(topic))
                .filter(entry -> !anyReady || isReady(entry.getKey(), topic))
                .max(Comparator.comparingInt(entry -> entry.getValue().claim().generation()))
                .map(Map.Entry::getKey);
    }

    private void give(String topic) {
        Map<String, Integer> load = load();
        ToIntFunction<String> unready = member -> isReady(member, topic) ? 0 : 1;
        candidates.keySet().stream()
                .filter(member -> serves(member, topic))
                .min(Comparator.comparingInt(unready).thenComparingInt(member -> load.getOrDefault(member, 0)))
                .ifPresent(member -> members.put(topic, member));
    }

    /** Moves a topic if another member should have it; whether it did. */
    private boolean level(String topic) {
        Map<String, Integer> load = load();
        int now = load.getOrDefault(members.get(topic), 0);
        Optional<String> other = candidates.keySet().stream()
                .filter(member -> isReady(member, topic) && load.getOrDefault(member, 0) + 2 <= now)
                .min(Comparator.comparingInt(member -> load.getOrDefault(member, 0)));
        other.ifPresent(member -> members.put(topic, member));
        return other.isPresent();
    }

    private boolean serves(String member, String topic) {
        Candidate candidate = candidates.get(member);
        return candidate != null && candidate.topics().contains(topic);
    }

    private boolean isReady(String member, String topic) {
        Candidate candidate = candidates.get(member);
        return candidate != null
                && candidate.topics().contains(topic)
                && candidate.claim().ready().contains(topic);
    }

    private Map<String, Integer> load() {
        Map<String, Integer> load = new HashMap<>();
        members.values().forEach(member -> load.merge(member, 1, Integer::sum));
        return load;
    }
}
