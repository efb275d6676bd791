package io.rackledger.peer.axon4;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Measures a replay of a history, and prints one line of JSON: how many events, in how many seconds, how many a second,
 * with how many segments, and the racks of each vendor. Processors of 1, 2, 4 … segments, up to twice as many as cores,
 * take turns once the JVM is warm; the shortest median of three counts. Ends when whoever started it ends.
 */
public final class Axon4Peer {
    private static final int ROUNDS = 3;
    private static final long WARM_UP_EVENTS = 400_000;
    private static final int MOST_SEGMENTS = 16;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final Stand stand;

    private Axon4Peer(Stand stand) {
        this.stand = stand;
    }

    /** The seconds of each round. */
    private record Measured(int segments, List<Double> seconds) {
        double median() {
            return seconds.stream().sorted().skip(ROUNDS / 2).findFirst().orElseThrow();
        }
    }

    /** Reads the history from the first argument, and keeps its database in the folder that is the second. */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            System.err.println("Usage: Axon4Peer HISTORY FOLDER");
            System.exit(WRONG_USAGE);
        }
        CompletableFuture<Void> alone = ProcessHandle.current()
                .parent()
                .map(ProcessHandle::onExit)
                .orElseGet(CompletableFuture::new)
                .thenRun(() -> Runtime.getRuntime().halt(FAILED));
        try (Stand stand = new Stand(Path.of(arguments[1]))) {
            System.out.println(new Axon4Peer(stand).measure(Path.of(arguments[0])));
        } finally {
            alone.cancel(false);
        }
        System.exit(0);
    }

    private ObjectNode measure(Path history) throws Exception {
        long events = stand.store(history);
        int most = Math.min(MOST_SEGMENTS, 2 * Runtime.getRuntime().availableProcessors());
        List<Measured> all = IntStream.iterate(1, segments -> segments <= most, segments -> segments * 2)
                .mapToObj(segments -> new Measured(segments, new ArrayList<>()))
                .toList();
        for (int i = 0; i * events < WARM_UP_EVENTS; i++) {
            stand.replay(all.get(i % all.size()).segments());
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Measured each : all) {
                each.seconds().add((double) stand.replay(each.segments()) / TimeUnit.SECONDS.toNanos(1));
            }
        }
        return told(all, events);
    }

    private ObjectNode told(List<Measured> all, long events) {
        Measured best = Collections.min(all, Comparator.comparingDouble(Measured::median));
        ObjectNode told = stand.json()
                .createObjectNode()
                .put("events", events)
                .put("seconds", best.median())
                .put("eventsPerSecond", events / best.median())
                .put("segments", best.segments());
        for (Measured each : all) {
            told.withObjectProperty("rounds")
                    .set(String.valueOf(each.segments()), stand.json().valueToTree(each.seconds()));
        }
        told.set("racks", stand.json().valueToTree(stand.racks()));
        return told;
    }
}
