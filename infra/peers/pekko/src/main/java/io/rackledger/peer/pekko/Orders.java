package io.rackledger.peer.pekko;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.rackledger.peer.pekko.ServerOrder.Answer;
import io.rackledger.peer.pekko.ServerOrder.Command;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Scheduler;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.persistence.jdbc.testkit.javadsl.SchemaUtils;

/** So many orders, placed with one vendor, each an actor that stays in memory. Thread-safe. */
final class Orders implements AutoCloseable {
    static final int ORDERS = 2_000;

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int PLACED_AT_ONCE = 200;
    private static final String REASON = "x".repeat(160);

    private final ActorSystem system;
    private final Scheduler scheduler;
    private final List<ActorRef<Command>> orders = new ArrayList<>();
    private final AtomicIntegerArray shifted = new AtomicIntegerArray(ORDERS);
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    /** In a database without tables. */
    Orders(String url) throws ExecutionException, InterruptedException, TimeoutException {
        Config config = ConfigFactory.parseMap(Map.of("slick.db.url", url))
                .withFallback(ConfigFactory.parseResources("peer.conf"))
                .withFallback(ConfigFactory.defaultReferenceUnresolved())
                .resolve();
        system = ActorSystem.create("peer", config);
        scheduler = Adapter.toTyped(system.getScheduler());
        get(SchemaUtils.createIfNotExists(system).toCompletableFuture());
        for (int i = 0; i < ORDERS; i++) {
            orders.add(Adapter.spawn(system, ServerOrder.of("order-" + i), "order-" + i));
        }
        for (int begin = 0; begin < ORDERS; begin += PLACED_AT_ONCE) {
            get(CompletableFuture.allOf(orders.subList(begin, begin + PLACED_AT_ONCE).stream()
                    .map(order -> ask(order, replyTo -> new ServerOrder.Place("buyer", "vendor-0", replyTo)))
                    .toArray(CompletableFuture<?>[]::new)));
        }
    }

    private static void get(CompletableFuture<?> future)
            throws ExecutionException, InterruptedException, TimeoutException {
        future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private interface Asking {
        Command with(ActorRef<Answer> replyTo);
    }

    private CompletableFuture<Answer> ask(ActorRef<Command> order, Asking asking) {
        return AskPattern.<Command, Answer>ask(order, asking::with, LIMIT, scheduler)
                .toCompletableFuture();
    }

    /** Shifts what is open of a random order. */
    CompletableFuture<Answer> shift() {
        int order = ThreadLocalRandom.current().nextInt(ORDERS);
        int from = shifted.getAndIncrement(order) % 2;
        return ask(
                        orders.get(order),
                        replyTo -> new ServerOrder.Shift("vendor-" + from, "vendor-" + (1 - from), REASON, replyTo))
                .thenApply(answer -> {
                    (answer == Answer.ACCEPTED ? accepted : refused).incrementAndGet();
                    return answer;
                });
    }

    /** How many shifts were accepted. */
    long accepted() {
        return accepted.get();
    }

    /** How many were refused: two on one order that were sent at the same moment may change places. */
    long refused() {
        return refused.get();
    }

    @Override
    public void close() {
        system.terminate();
    }
}
