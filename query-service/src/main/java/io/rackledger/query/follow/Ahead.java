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
 * What was folded and isn't in the tables yet. Several batches are written at once, since an entity that all of them
 * touch is then written once. For who has the turn.
 */
final class Ahead {
    /** How long it may fold before it writes, while nobody is served yet and when somebody is. */
    private static final Duration CHECKPOINT_BEFORE_READY = Duration.ofSeconds(30);

    private static final Duration CHECKPOINT = Duration.ofSeconds(5);

    private final Map<Fold<?>, Map<Tag, Entity<?>>> changed = new LinkedHashMap<>();
    private final long startedNanos = System.nanoTime();
    private final Image written;
    private Image image;

    /** Nothing yet, beyond that image. */
    Ahead(Image written) {
        this.written = written;
        this.image = written;
    }

    /** What the tables know. */
    Image written() {
        return written;
    }

    /** With all of it. */
    Image image() {
        return image;
    }

    boolean isEmpty() {
        return image == written;
    }

    /** Whether it should be written, however far behind the follower is. */
    boolean isDue(boolean ready) {
        Duration limit = ready ? CHECKPOINT : CHECKPOINT_BEFORE_READY;
        return System.nanoTime() - startedNanos >= limit.toNanos();
    }

    /** What changed since then, of each fold that was moved on. */
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
     * @param touched what the batch changed, of each fold that was moved on
     * @param last    the last of the batch
     */
    void goOn(Map<Fold<?>, Map<Tag, Entity<?>>> touched, List<Recorded> batch, StoredEvent last) {
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
