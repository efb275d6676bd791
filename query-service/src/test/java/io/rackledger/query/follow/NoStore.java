package io.rackledger.query.follow;

import io.rackledger.events.Tag;
import io.rackledger.query.fold.Fold;
import java.util.Collection;
import java.util.Map;

/** Remembers nothing: whoever follows with it starts anew. */
public final class NoStore implements Store {
    @Override
    public void prepare(String ledger, Collection<Fold<?>> folds) {}

    @Override
    public Map<Fold<?>, Held> load(String ledger, Collection<Fold<?>> folds) {
        return Map.of();
    }

    @Override
    public void write(
            String ledger,
            Map<Fold<?>, Position> from,
            Position to,
            Image known,
            Map<Fold<?>, Map<Tag, Entity<?>>> changed) {}
}
