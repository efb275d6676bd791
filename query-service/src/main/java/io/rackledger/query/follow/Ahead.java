package io.rackledger.query.follow;

import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.query.fold.Fold;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What was folded beyond the image that is served, and isn't in the tables yet. Several batches are written at once
 * while the follower is far behind, since an entity that all of them touch is then written once. For who has the turn.
 */
final class Ahead {
    /** How long it may fold before it writes, while nobody is served yet and when somebody is. */
    private static final Duration CHECKPOINT_BEFORE_READY = Duration.ofSeconds(30);

    private static final Duration CHECKPOINT = Duration.ofSeconds(5);

    private final Map<Fold<?>, Map<Tag, Entity<?>>> changed = new LinkedHashMap<>();
    private final Map<Fold<?>, Store.Position> from = new LinkedHashMap<>();
    private final long startedNanos = System.nanoTime();
    private final Image served;
    private Image image;

    /** Nothing yet, beyond that image. */
    Ahead(Image served) {
        this.served = served;
        this.image = served;
    }

    /** What will be served once all of this is written. */
    Image image() {
        return image;
    }

    boolean isEmpty() {
        return image == served;
    }

    /** Whether it should be written, however far behind the follower is. */
    boolean isDue(boolean ready) {
        Duration limit = ready ? CHECKPOINT : CHECKPOINT_BEFORE_READY;
        return System.nanoTime() - startedNanos >= limit.toNanos();
    }

    /** Where the generations stand in the tables whose folds have come further. */
    Map<Fold<?>, Store.Position> from() {
        return from;
    }

    /** What changed since then. */
    Map<Fold<?>, Map<Tag, Entity<?>>> changed() {
        return changed;
    }

    /** Where they will stand. */
    Store.Position to() {
        return new Store.Position(0, image.size(), image.hash());
    }

    /**
     * Goes on by a batch.
     *
     * @param moved   where the generations stand in the tables whose folds were moved on
     * @param touched what the batch changed
     * @param last    the last of the batch
     */
    void goOn(
            Map<Fold<?>, Store.Position> moved,
            Map<Fold<?>, Map<Tag, Entity<?>>> touched,
            List<Recorded> batch,
            StoredEvent last) {
        from.putAll(moved);
        touched.forEach((fold, entities) ->
                changed.computeIfAbsent(fold, f -> new HashMap<>()).putAll(entities));
        image = image.with(
                touched, last.position() + 1, last.commit().toString(), last.recordedAt(), latestValid(batch));
    }

    private static Instant latestValid(List<Recorded> events) {
        return events.stream()
                .map(Recorded::validAt)
                .filter(Objects::nonNull)
                .map(ValidTime::earliest)
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }
}
