package io.rackledger.bench;

import io.rackledger.command.axon.Decisions;
import io.rackledger.command.axon.Handled;
import io.rackledger.command.axon.Request;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.web.CommandReader;
import io.rackledger.command.web.CommandServiceConfiguration;
import io.rackledger.events.ValidTime;
import io.rackledger.ledger.Ledger;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The commands that are timed: orders are placed first, then what is open of random ones shifts between two vendors and
 * back. Shifts are commands as objects, as those of what they are compared with: each is read from JSON once, and then
 * sent again and again under ids of its own. Thread-safe.
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
    private final AtomicLong placed = new AtomicLong();
    private final Request<?>[] shifts = new Request<?>[2 * ORDERS];

    /**
     * Places the orders.
     *
     * @throws IllegalStateException if they aren't taken
     */
    Shifts(Ledger ledger) throws InterruptedException {
        decisions = new Decisions(ledger, CommandServiceConfiguration.deciders());
        placeAll();
        for (int i = 0; i < shifts.length; i++) {
            shifts[i] = request("shift-order-to-vendor", "shift", """
                    {"order":"order-%d","from":"vendor-%d","to":"vendor-%d","extent":{"allOpen":true},
                     "reason":"%s"}""".formatted(i / 2, i % 2, 1 - i % 2, REASON));
        }
    }

    private void placeAll() throws InterruptedException {
        for (String party : new String[] {"buyer", "vendor-0", "vendor-1"}) {
            await(decide("register-party", "{\"party\":\"%s\",\"legalName\":\"%s\"}".formatted(party, party)));
        }
        CompletableFuture<?>[] orders = new CompletableFuture<?>[ORDERS];
        for (int i = 0; i < ORDERS; i++) {
            orders[i] = place();
        }
        await(CompletableFuture.allOf(orders));
    }

    private static void await(CompletableFuture<?> answer) throws InterruptedException {
        try {
            answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("what is to be shifted was not taken", e);
        }
    }

    /** Places another order. */
    CompletableFuture<Handled> place() {
        return decide("place-server-order", """
                {"order":"order-%1$d","buyer":"buyer","placedOn":"2025-01-01","allocations":[
                 {"lot":"order-%1$d-lot","vendor":"vendor-0","measures":{"racks":100,"gpus":6400}}]}""".formatted(placed.getAndIncrement()));
    }

    /** Shifts what is open of a random order. */
    CompletableFuture<Handled> shift() {
        return shift(ThreadLocalRandom.current().nextInt(ORDERS));
    }

    /** Shifts what is open of the same order each time. */
    CompletableFuture<Handled> shiftTheSame() {
        return shift(0);
    }

    private CompletableFuture<Handled> shift(int order) {
        return decide(anew(shifts[2 * order + shifted.getAndIncrement(order) % 2]));
    }

    private <C extends Command> Request<C> anew(Request<C> request) {
        Intake<C> before = request.intake();
        Instant now = Instant.now();
        return new Request<>(
                new Intake<>(
                        id(),
                        before.name(),
                        before.body(),
                        before.mode(),
                        before.provenance(),
                        ValidTime.of(now),
                        now,
                        before.actor(),
                        before.correlation()),
                request.bodyHash(),
                false);
    }

    private String id() {
        return "bench-" + sent.getAndIncrement();
    }

    private CompletableFuture<Handled> decide(String command, String body) {
        return decide(request(command, id(), body));
    }

    private Request<?> request(String command, String id, String body) {
        return reader.request(command, id, reader.object(body.getBytes(StandardCharsets.UTF_8)), "bench", false);
    }

    private CompletableFuture<Handled> decide(Request<?> request) {
        return decisions.decide(request, () -> {}).thenApply(this::taken);
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

    /** How often a command was decided anew because another came between. */
    long lostRaces() {
        return decisions.lostRaces();
    }

    /** How many commands were sent. */
    long sent() {
        return sent.get();
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
