package io.rackledger.query.fold;

import io.rackledger.events.Tag;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The states of very many entities, in the order of their tags, in which a state is found by halves: whoever needs this
 * order need not look at each one's name. Immutable.
 *
 * @param <S> what is known of one entity
 */
public final class States<S> extends AbstractMap<Tag, S> {
    private final Tag[] tags;
    private final List<S> states;

    private States(Tag[] tags, List<S> states) {
        this.tags = tags;
        this.states = states;
    }

    /** The same states in this order. */
    public static <S> States<S> of(Map<Tag, S> states) {
        if (states instanceof States<S> same) {
            return same;
        }
        List<Map.Entry<Tag, S>> sorted =
                states.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        return new States<>(
                sorted.stream().map(Map.Entry::getKey).toArray(Tag[]::new),
                sorted.stream().map(Map.Entry::getValue).toList());
    }

    /**
     * Of some entities, each worked out once, on all cores.
     *
     * @param tags  in their order; not to be changed any more
     * @param state of the entity at that place; null where nothing is known of it
     */
    @SuppressWarnings("unchecked") // There is no array of S.
    public static <S> States<S> of(Tag[] tags, IntFunction<@Nullable S> state) {
        @Nullable Object[] all = new Object[tags.length];
        IntStream.range(0, tags.length).parallel().forEach(i -> all[i] = state.apply(i));
        int[] known =
                IntStream.range(0, tags.length).filter(i -> all[i] != null).toArray();
        return new States<>(
                known.length == tags.length
                        ? tags
                        : Arrays.stream(known).mapToObj(i -> tags[i]).toArray(Tag[]::new),
                (List<S>) Arrays.stream(known).mapToObj(i -> all[i]).toList());
    }

    @Override
    public int size() {
        return tags.length;
    }

    @Override
    public @Nullable S get(@Nullable Object key) {
        int at = key instanceof Tag tag ? Arrays.binarySearch(tags, tag) : -1;
        return at < 0 ? null : states.get(at);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public Collection<S> values() {
        return Collections.unmodifiableList(states);
    }

    @Override
    public Set<Entry<Tag, S>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<Tag, S>> iterator() {
                return IntStream.range(0, tags.length)
                        .mapToObj(i -> Map.entry(tags[i], states.get(i)))
                        .iterator();
            }

            @Override
            public int size() {
                return tags.length;
            }
        };
    }
}
