package io.rackledger.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;

/** How fast a view is built anew beside what is served, and how long it takes to serve it. */
final class Replaying {
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
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
     * Replays a view several times, after once to warm up, and swaps the last; the median of how many events were folded
     * a second, until they were in the tables and compared.
     */
    double measure(String view) throws IOException, InterruptedException {
        cancel(ready(service, view));
        List<Double> rates = new ArrayList<>();
        JsonNode last = null;
        for (int round = 0; round < ROUNDS; round++) {
            if (last != null) {
                cancel(last);
            }
            long begin = System.nanoTime();
            last = ready(service, view);
            rates.add(last.path("done").asLong() * NANOS_PER_SECOND / (System.nanoTime() - begin));
        }
        double median = rates.stream().sorted().toList().get(ROUNDS / 2);
        String differing = Objects.requireNonNull(last)
                        .path("comparison")
                        .path("differing")
                        .asLong() + " keys differ";
        figures.add("replay of " + view + ", until it can be swapped, median", median, "events/s", GOAL, differing);
        long begin = System.nanoTime();
        service.post(last.path("href").asString() + "/swap", "");
        figures.add("swap of " + view, (System.nanoTime() - begin) / 1e6, "ms", null, "");
        return median;
    }

    private void cancel(JsonNode replay) throws IOException, InterruptedException {
        service.post(replay.path("href").asString() + "/cancel", "");
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
