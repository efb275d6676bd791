package io.rackledger.query.fold;

import io.rackledger.events.Tag;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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

    @SuppressWarnings("unchecked") // There is no array of S.
    private static <S> States<S> of(Tag[] tags, @Nullable Object[] states) {
        return new States<>(tags, (List<S>) Arrays.asList(states));
    }

    /** The same states in this order. */
    public static <S> States<S> of(Map<Tag, S> states) {
        if (states instanceof States<S> same) {
            return same;
        }
        List<Map.Entry<Tag, S>> sorted =
                states.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        return of(
                sorted.stream().map(Map.Entry::getKey).toArray(Tag[]::new),
                sorted.stream().map(Map.Entry::getValue).toArray());
    }

    /** What follows from each state alone. */
    public <T> States<T> map(Function<? super S, T> work) {
        return of(tags, states.stream().map(work).toArray());
    }

    /**
     * With some states replaced or added. Where no entity is new or gone, which is the rule, names are neither compared
     * with one another nor copied.
     *
     * @param changed a state, or null where nothing is known of the entity any more
     */
    public States<S> with(Map<Tag, ? extends @Nullable S> changed) {
        @Nullable Object[] next = states.toArray();
        boolean same = true;
        for (Map.Entry<Tag, ? extends @Nullable S> entry : changed.entrySet()) {
            int at = Arrays.binarySearch(tags, entry.getKey());
            same &= at >= 0 && entry.getValue() != null;
            if (at >= 0) {
                next[at] = entry.getValue();
            }
        }
        return same ? of(tags, next) : merged(changed);
    }

    private States<S> merged(Map<Tag, ? extends @Nullable S> changed) {
        List<Tag> names = new ArrayList<>(tags.length + changed.size());
        List<S> all = new ArrayList<>(tags.length + changed.size());
        List<? extends Map.Entry<Tag, ? extends @Nullable S>> fresh =
                changed.entrySet().stream().sorted(Map.Entry.comparingByKey()).toList();
        int known = 0;
        for (Map.Entry<Tag, ? extends @Nullable S> entry : fresh) {
            for (; known < tags.length && tags[known].compareTo(entry.getKey()) < 0; known++) {
                names.add(tags[known]);
                all.add(states.get(known));
            }
            known += known < tags.length && tags[known].equals(entry.getKey()) ? 1 : 0;
            S state = entry.getValue();
            if (state != null) {
                names.add(entry.getKey());
                all.add(state);
            }
        }
        names.addAll(Arrays.asList(tags).subList(known, tags.length));
        all.addAll(states.subList(known, tags.length));
        return of(names.toArray(Tag[]::new), all.toArray());
    }

    /**
     * Of some entities, each worked out once, on all cores.
     *
     * @param tags  in their order; not to be changed any more
     * @param state of the entity at that place; null where nothing is known of it
     */
    public static <S> States<S> of(Tag[] tags, IntFunction<@Nullable S> state) {
        @Nullable Object[] all = new Object[tags.length];
        IntStream.range(0, tags.length).parallel().forEach(i -> all[i] = state.apply(i));
        int[] known =
                IntStream.range(0, tags.length).filter(i -> all[i] != null).toArray();
        return known.length == tags.length
                ? of(tags, all)
                : of(
                        Arrays.stream(known).mapToObj(i -> tags[i]).toArray(Tag[]::new),
                        Arrays.stream(known).mapToObj(i -> all[i]).toArray());
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
