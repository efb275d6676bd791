package io.rackledger.query.fold;

import io.rackledger.events.Tag;
import java.util.Map;

/** The states of all entities at one moment: one snapshot, which never changes. */
public interface Folded {
    /** The states of a fold by entity. */
    <S> Map<Tag, S> of(Fold<S> fold);
}
