package io.rackledger.query.follow;

import io.rackledger.events.Tag;
import io.rackledger.events.wire.WireJson;
import io.rackledger.query.fold.Fold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The entities of which a replay knows something else than what is served, at one position.
 *
 * @param position  of the last event that both know; −1 for none
 * @param differing how many they are
 * @param first     some of them: at most {@value #MOST} a fold, by fold and entity
 */
public record Comparison(long position, long differing, List<Differing> first) {
    private static final int MOST = 50;
    private static final JsonMapper JSON = WireJson.strict();

    /**
     * An entity that differs.
     *
     * @param served   its state as it is served, as JSON; null if it is only in the replay
     * @param replayed its state in the replay, as JSON; null if it is only in what is served
     */
    public record Differing(
            String fold,
            String entity,
            @Nullable String served,
            @Nullable String replayed) {}

    public Comparison {
        first = List.copyOf(first);
    }

    /** Compares folds with an image of the same size. */
    static Comparison of(Image served, Map<Fold<?>, Map<Tag, Entity<?>>> replayed) {
        long count = 0;
        List<Differing> first = new ArrayList<>();
        for (Map.Entry<Fold<?>, Map<Tag, Entity<?>>> fold : replayed.entrySet()) {
            count += compare(fold.getKey(), served, fold.getValue(), first);
        }
        return new Comparison(served.size() - 1, count, first);
    }

    private static long compare(Fold<?> fold, Image image, Map<Tag, Entity<?>> replayed, List<Differing> first) {
        Map<Tag, Entity<?>> served = image.entitiesOf(fold);
        SortedSet<Tag> keys = new TreeSet<>(served.keySet());
        keys.addAll(replayed.keySet());
        List<Tag> differing = List.copyOf(keys).parallelStream()
                .filter(key -> !alike(fold, served.get(key), replayed.get(key)))
                .toList();
        differing.stream()
                .limit(MOST)
                .map(key -> new Differing(
                        fold.name(), key.key() + ":" + key.value(), json(served.get(key)), json(replayed.get(key))))
                .forEach(first::add);
        return differing.size();
    }

    /** A state that was kept in a table may write its numbers otherwise, so both are seen as they come from there. */
    private static boolean alike(Fold<?> fold, @Nullable Entity<?> one, @Nullable Entity<?> other) {
        if (one == null || other == null) {
            return one == other;
        }
        return one.state().equals(other.state()) || kept(fold, one).equals(kept(fold, other));
    }

    private static Object kept(Fold<?> fold, Entity<?> entity) {
        return JSON.readValue(JSON.writeValueAsString(entity.state()), fold.stateType());
    }

    private static @Nullable String json(@Nullable Entity<?> entity) {
        return entity == null ? null : JSON.writeValueAsString(entity.state());
    }
}
