package io.rackledger.query.follow;

import io.rackledger.events.Tag;
import io.rackledger.query.fold.Fold;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Remembers nothing: whoever follows with it starts anew. */
public final class NoStore implements Store {
    @Override
    public void prepare(String ledger, Collection<Fold<?>> folds) {}

    @Override
    public @Nullable Position position(String ledger, Fold<?> fold) {
        return null;
    }

    @Override
    public <S> Map<Tag, Entity<S>> load(String ledger, Fold<S> fold) {
        return Map.of();
    }

    @Override
    public void write(
            String ledger, Map<Fold<?>, Position> from, Position to, Map<Fold<?>, Map<Tag, Entity<?>>> changed) {}
}
