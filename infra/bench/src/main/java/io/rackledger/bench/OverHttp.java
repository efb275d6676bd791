package io.rackledger.bench;

import io.rackledger.bench.Changes.Acknowledged;
import io.rackledger.bench.Subscribers.Seen;
import io.rackledger.load.Latencies;
import io.rackledger.load.SteadyLoad;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.json.JsonMapper;

/**
 * Both services with a broker of their own, and commands that come to them over HTTP: how many a second, and how soon
 * somebody who subscribes to one order sees that it shifted, while others shift at half of that rate.
 */
final class OverHttp implements AutoCloseable {
    private static final String NAME = "command over HTTP";
    private static final int ORDERS = 2_000;
    private static final int WATCHED = 0;
    private static final int IN_FLIGHT = 64;
    private static final int OK = 200;
    private static final int REFUSED = 422;
    private static final String REASON = "x".repeat(160);
    private static final Duration LIMIT = Duration.ofMinutes(2);
    /** Frames are told at most five times a second: a shift that has to wait for that would measure the limit. */
    private static final Duration BETWEEN_WATCHED = Duration.ofMillis(500);

    private static final Duration WATCHING = Duration.ofSeconds(60);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(1);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Figures.Goal SOON = Figures.Goal.atMost(50);

    private final Stand stand;
    private final Service queries;
    private final URI shifts;
    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicIntegerArray shifted = new AtomicIntegerArray(ORDERS);
    private final LongAdder sent = new LongAdder();
    private final LongAdder refused = new LongAdder();

    private OverHttp(Stand stand, URI commands, Service queries) {
        this.stand = stand;
        this.queries = queries;
        this.shifts = commands.resolve("/api/commands/shift-order-to-vendor");
    }

    /**
     * Starts both services, and places the orders.
     *
     * @throws IllegalStateException if one of them is not taken
     */
    static OverHttp start(Path folder) throws Exception {
        Stand stand = Stand.with(folder, List.of());
        try {
            Service commands = stand.commandService();
            commands.awaitReady(LIMIT);
            checkTaken(commands.post("/api/import", "application/x-ndjson", history()));
            Service queries = stand.queryService(List.of("--rackledger.command-service=" + commands.address()));
            queries.awaitReady(LIMIT);
            return new OverHttp(stand, commands.address(), queries);
        } catch (IOException | InterruptedException | RuntimeException e) {
            stand.close();
            throw e;
        }
    }

    private static void checkTaken(String answers) {
        List<String> untaken = answers.lines()
                .filter(answer ->
                        !JSON.readTree(answer).path("outcome").asString("").equals("accepted"))
                .toList();
        if (!untaken.isEmpty()) {
            throw new IllegalStateException(
                    untaken.size() + " orders or parties were not taken: " + untaken.getFirst());
        }
    }

    private static String history() {
        StringBuilder lines = new StringBuilder();
        for (String party : List.of("buyer", "vendor-0", "vendor-1")) {
            lines.append("""
                    {"command":"register-party","id":"%1$s","body":{"party":"%1$s","legalName":"%1$s"}}
                    """.formatted(party));
        }
        for (int i = 0; i < ORDERS; i++) {
            lines.append("""
                    {"command":"place-server-order","id":"placed-%1$d","body":{"order":"order-%1$d","buyer":"buyer",\
                    "allocations":[{"lot":"order-%1$d-lot","vendor":"vendor-0","measures":{"racks":100,"gpus":6400}}]}}
                    """.formatted(i));
        }
        return lines.toString();
    }

    /** Measures both. */
    void measure(Figures figures, int warmUp, int seconds) throws IOException, InterruptedException {
        Subject subject = Subject.here(NAME, this::shift);
        Turns.warmUp(List.of(subject), warmUp);
        Turns turns = new Turns(figures, seconds);
        turns.measure(List.of(subject), List.of(1, IN_FLIGHT));
        int half = (int) (turns.rate(NAME, IN_FLIGHT) / 2);
        figures.add(NAME + ", refused", 100.0 * refused.sum() / sent.sum(), "%", null, "");
        String who = "subscriber to one order, others shift at %,d/s".formatted(half);
        awaitFollowed();
        figures.addLag(who + ": acknowledged to seen", lag(half, seconds), SOON);
    }

    /** What full load left undone is no part of half load. */
    private void awaitFollowed() throws IOException, InterruptedException {
        long last = watchedShift().position();
        queries.get("/api/views/orders?limit=1&atLeast=" + last + "&waitMs=" + LONGEST_WAIT.toMillis());
    }

    /** Any order but the one that is watched. */
    private CompletableFuture<Long> shift() {
        return shift(ThreadLocalRandom.current().nextInt(WATCHED + 1, ORDERS));
    }

    /** The position of its event; −1 where it was refused, since another one on the order came before it. */
    private CompletableFuture<Long> shift(int order) {
        int from = shifted.getAndIncrement(order) % 2;
        String body = """
                {"order":"order-%d","from":"vendor-%d","to":"vendor-%d","extent":{"allOpen":true},"reason":"%s"}""".formatted(order, from, 1 - from, REASON);
        HttpRequest request = HttpRequest.newBuilder(shifts)
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(this::position);
    }

    private long position(HttpResponse<String> answer) {
        sent.increment();
        if (answer.statusCode() == REFUSED) {
            refused.increment();
            return -1;
        }
        if (answer.statusCode() != OK) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return JSON.readTree(answer.body()).path("position").asLong();
    }

    private Latencies lag(int perSecond, int seconds) throws IOException, InterruptedException {
        URI stream = queries.address().resolve("/api/views/orders/stream?order=order-" + WATCHED);
        long begin = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long end = begin + WATCHING.toNanos();
        SteadyLoad load = SteadyLoad.begin(this::shift, perSecond, WATCHING.plusSeconds(seconds));
        try (Subscribers one = Subscribers.of(stream, 1)) {
            List<Acknowledged> sent = new ArrayList<>();
            while (System.nanoTime() < end) {
                Acknowledged shift = watchedShift();
                if (shift.nanos() >= begin) {
                    sent.add(shift);
                }
                LockSupport.parkNanos(BETWEEN_WATCHED.toNanos());
            }
            load.await(LIMIT);
            return Latencies.of(sent.stream().mapToLong(each -> seen(one, each)).toArray());
        }
    }

    private Acknowledged watchedShift() throws IOException, InterruptedException {
        try {
            long position = shift(WATCHED).get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            if (position < 0) {
                throw new IllegalStateException("the order that is watched was shifted by somebody else");
            }
            return new Acknowledged(position, System.nanoTime());
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("the order that is watched was not shifted", e);
        }
    }

    /** After how long the first frame came that shows it. */
    private static long seen(Subscribers one, Acknowledged shift) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            for (Seen frame : one.seen().getFirst()) {
                if (frame.position() >= shift.position()) {
                    return Math.max(0, frame.nanos() - shift.nanos());
                }
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        throw new IllegalStateException("position " + shift.position() + " was not seen within " + LIMIT);
    }

    @Override
    public void close() throws Exception {
        http.shutdownNow();
        stand.close();
    }
}
