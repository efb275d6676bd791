package io.rackledger.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** How fast a view is built anew beside what is served, and how long it takes to serve it. */
final class Replaying {
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    /** As long as peers have, and as JIT compilers need on few cores. */
    private static final Duration WARM_UP = Duration.ofSeconds(30);

    private static final int ROUNDS = 3;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final Figures.Goal GOAL = Figures.Goal.atLeast(60_000);

    private final Service service;
    private final Figures figures;

    Replaying(Service service, Figures figures) {
        this.service = service;
        this.figures = figures;
    }

    /**
     * Replays a view several times, after as often as it takes to warm up, and swaps the last; the median of how many
     * events were folded a second, until they were in the tables and compared.
     */
    double measure(String view) throws IOException, InterruptedException {
        Replayed last = replayed(view);
        figures.add("replay of " + view + ", until it can be swapped, the first", last.rate(), "events/s", null, "");
        int warm = 1;
        for (long begin = System.nanoTime(); System.nanoTime() - begin < WARM_UP.toNanos(); warm++) {
            cancel(last);
            last = replayed(view);
        }
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            cancel(last);
            last = replayed(view);
            rates.add(last.rate());
        }
        double median = rates.stream().sorted().toList().get(ROUNDS / 2);
        String how = last.replay().path("comparison").path("differing").asLong() + " keys differ; warmed up by " + warm;
        figures.add("replay of " + view + ", until it can be swapped, median", median, "events/s", GOAL, how);
        long begin = System.nanoTime();
        service.post(last.replay().path("href").asString() + "/swap", "");
        figures.add("swap of " + view, (System.nanoTime() - begin) / 1e6, "ms", null, "");
        return median;
    }

    /**
     * A replay that is ready to be served.
     *
     * @param rate events a second
     */
    private record Replayed(JsonNode replay, double rate) {}

    private Replayed replayed(String view) throws IOException, InterruptedException {
        long begin = System.nanoTime();
        JsonNode replay = ready(service, view);
        return new Replayed(replay, replay.path("done").asLong() * NANOS_PER_SECOND / (System.nanoTime() - begin));
    }

    private void cancel(Replayed replayed) throws IOException, InterruptedException {
        service.post(replayed.replay().path("href").asString() + "/cancel", "");
    }

    /** The replay of a view once it is ready to be served. */
    static JsonNode ready(Service service, String view) throws IOException, InterruptedException {
        String href = service.post("/api/replays", "{\"view\":\"" + view + "\"}")
                .path("href")
                .asString();
        long end = System.nanoTime() + LIMIT.toNanos();
        while (System.nanoTime() < end) {
            JsonNode replay = service.get(href);
            switch (replay.path("state").asString()) {
                case "READY" -> {
                    return replay;
                }
                case "RUNNING" -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_LOOKS.toMillis()));
                default -> throw new IllegalStateException("the replay did not succeed: " + replay);
            }
        }
        throw new IllegalStateException("the replay was not ready within " + LIMIT);
    }
}
