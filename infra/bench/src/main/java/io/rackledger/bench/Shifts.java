package io.rackledger.bench;

import io.rackledger.command.axon.Decisions;
import io.rackledger.command.axon.Handled;
import io.rackledger.command.web.CommandReader;
import io.rackledger.command.web.CommandServiceConfiguration;
import io.rackledger.ledger.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The commands that are timed: orders are placed first, then what is open of random ones shifts between two vendors and
 * back. They go the way from JSON through the command bus to the ledger. Thread-safe.
 */
final class Shifts implements AutoCloseable {
    static final int ORDERS = 2_000;

    private static final long LIMIT_SECONDS = 60;
    private static final String REASON = "x".repeat(160);

    private final CommandReader reader = new CommandReader(CommandServiceConfiguration.deciders(), Clock.systemUTC());
    private final Decisions decisions;
    private final AtomicIntegerArray shifted = new AtomicIntegerArray(ORDERS);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /**
     * Places the orders.
     *
     * @throws IllegalStateException if they aren't taken
     */
    Shifts(Ledger ledger) throws InterruptedException {
        decisions = new Decisions(ledger, CommandServiceConfiguration.deciders());
        placeAll();
    }

    private void placeAll() throws InterruptedException {
        for (String party : new String[] {"buyer", "vendor-0", "vendor-1"}) {
            await(decide("register-party", "{\"party\":\"%s\",\"legalName\":\"%s\"}".formatted(party, party)));
        }
        CompletableFuture<?>[] placed = new CompletableFuture<?>[ORDERS];
        for (int i = 0; i < ORDERS; i++) {
            placed[i] = decide("place-server-order", """
                    {"order":"order-%d","buyer":"buyer","placedOn":"2025-01-01","allocations":[
                     {"lot":"order-%d-lot","vendor":"vendor-0","measures":{"racks":100,"gpus":6400}}]}""".formatted(i, i));
        }
        await(CompletableFuture.allOf(placed));
    }

    private static void await(CompletableFuture<?> answer) throws InterruptedException {
        try {
            answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("what is to be shifted was not taken", e);
        }
    }

    /** Shifts what is open of a random order. */
    CompletableFuture<Handled> shift() {
        return decide("shift-order-to-vendor", body(ThreadLocalRandom.current()));
    }

    private String body(Random random) {
        int order = random.nextInt(ORDERS);
        int from = shifted.getAndIncrement(order) % 2;
        return "{\"order\":\"order-%d\",\"from\":\"vendor-%d\",\"to\":\"vendor-%d\",\"extent\":{\"allOpen\":true},\"reason\":\"%s\"}"
                .formatted(order, from, 1 - from, REASON);
    }

    private CompletableFuture<Handled> decide(String command, String body) {
        return decisions
                .decide(
                        reader.request(
                                command,
                                "bench-" + sent.getAndIncrement(),
                                reader.object(body.getBytes(StandardCharsets.UTF_8)),
                                "bench",
                                false),
                        () -> {})
                .thenApply(this::taken);
    }

    /** Two on one order that were sent at the same moment may change places, and one is refused; nothing else is. */
    private Handled taken(Handled handled) {
        if (handled instanceof Handled.Refused) {
            refused.incrementAndGet();
        } else if (!(handled instanceof Handled.Accepted)) {
            throw new IllegalStateException("not taken: " + handled);
        }
        return handled;
    }

    /** How many of all were refused. */
    double refusedShare() {
        return (double) refused.get() / sent.get();
    }

    @Override
    public void close() {
        decisions.close();
    }
}
