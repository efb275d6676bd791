package io.rackledger.command.decision;

import io.rackledger.events.PartyRegistered;
import io.rackledger.events.Recorded;
import io.rackledger.events.SourceRegistered;
import io.rackledger.events.Tag;
import io.rackledger.events.Tags;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Facts that stand, found by their tags. Confined to one decision. */
final class History {
    private final TreeMap<Long, Recorded> facts = new TreeMap<>();
    private final Map<Tag, List<Recorded>> byTag;

    History(Collection<Recorded> standing) {
        standing.forEach(fact -> facts.put(fact.position(), fact));
        Map<Tag, List<Recorded>> tagged = new HashMap<>();
        for (Recorded fact : facts.values()) {
            Tags.of(fact)
                    .forEach(tag ->
                            tagged.computeIfAbsent(tag, t -> new ArrayList<>()).add(fact));
        }
        byTag = tagged;
    }

    /** The facts in the order of their positions. */
    List<Recorded> all() {
        return List.copyOf(facts.values());
    }

    @Nullable
    Recorded at(long position) {
        return facts.get(position);
    }

    void remove(Recorded fact) {
        facts.remove(fact.position());
    }

    /**
     * What matches any criterion at positions before; parties and sources of other commands wherever they stand, since
     * whoever corrects a fact may have to register first whom it should have named.
     */
    List<Recorded> before(long position, String command, Collection<Criterion> criteria) {
        return criteria.stream()
                .flatMap(criterion -> candidates(criterion)
                        .filter(fact -> fact.position() < position || isNamed(fact, command))
                        .filter(fact -> facts.containsKey(fact.position()))
                        .filter(criterion::matches))
                .collect(Collectors.toMap(Recorded::position, Function.identity(), (a, b) -> a, TreeMap::new))
                .values()
                .stream()
                .toList();
    }

    private static boolean isNamed(Recorded fact, String command) {
        return !fact.command().equals(command)
                && (fact.event() instanceof PartyRegistered || fact.event() instanceof SourceRegistered);
    }

    private Stream<Recorded> candidates(Criterion criterion) {
        return criterion.tags().stream()
                .map(tag -> byTag.getOrDefault(tag, List.of()))
                .min(Comparator.comparingInt(List::size))
                .orElse(List.of())
                .stream();
    }

    /** What the same command recorded, in its order. */
    List<Recorded> sameCommand(Recorded fact) {
        return byTag.getOrDefault(Tag.command(fact.command()), List.of()).stream()
                .filter(each -> facts.containsKey(each.position()))
                .toList();
    }
}
