package io.rackledger.query.fold;

import io.rackledger.events.Event;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import java.util.List;
import java.util.Set;

/**
 * What is known of each entity of one kind: a pure function of the entity's events. Live figures, replays, as-of
 * answers and suppositions all come from the same fold.
 *
 * <p>An entity's events come in the order of (earliest valid instant, position). A fold is total: it makes sense of any
 * subset of them, in that order. States are immutable records that {@code WireJson} can write and read.
 *
 * @param <S> what is known of one entity
 */
public interface Fold<S> {
    /** A stable name, in kebab case; names the fold's table too, with underscores. */
    String name();

    /** Counts up when the fold or its table changes: what was folded before is folded anew. */
    int version();

    Class<S> stateType();

    /**
     * The events that it reads, as they stand: without what was retracted, and as corrected. A fold that names a
     * correction or retraction here is told of it, too, beside what it did to others.
     */
    Set<Class<? extends Event>> types();

    /** The kinds of its entities, by the keys of their tags. */
    List<String> entities();

    /** The entities that an event touches, each named by a tag that the event carries; none if it isn't read. */
    Set<Tag> keysOf(Recorded recorded);

    /** What is known of an entity before its first event. */
    S initial(Tag key);

    /** What is known after one more event of that entity. */
    S fold(S state, Recorded recorded);

    /**
     * Works out ahead what figures over very many entities ask of each, where a state is kept to be asked again and again.
     *
     * @param before the state that it followed upon
     */
    default void prepare(S state, S before) {}

    /** The columns of the public table, after the entity's key. */
    List<Column> columns();

    /** The rows of one entity in the public table, each with a value (or null) for each column. */
    List<List<Object>> rows(S state);
}
