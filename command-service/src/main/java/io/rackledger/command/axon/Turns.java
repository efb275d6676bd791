package io.rackledger.command.axon;

import io.rackledger.events.Tag;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.Executor;

/**
 * Lets commands about the same things come one after the other, from reading until their events are at the tip: they
 * would only overtake each other and decide again. Not for safety, which is the append condition's. Thread-safe.
 */
final class Turns {
    private final ConcurrentMap<Set<Tag>, CompletableFuture<Void>> last = new ConcurrentHashMap<>();
    private final Executor executor;

    Turns(Executor executor) {
        this.executor = executor;
    }

    /** Completes when it is the caller's turn, with the action that ends it; ending it twice does no harm. */
    CompletableFuture<Runnable> take(Set<Tag> key) {
        CompletableFuture<Void> mine = new CompletableFuture<>();
        CompletableFuture<Void> before = last.put(key, mine);
        Runnable end = () -> {
            last.remove(key, mine);
            mine.complete(null);
        };
        return before == null ? CompletableFuture.completedFuture(end) : before.thenApplyAsync(done -> end, executor);
    }
}
