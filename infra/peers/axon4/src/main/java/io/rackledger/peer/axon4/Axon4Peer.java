package io.rackledger.peer.axon4;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Measures replays of a history, and prints one line of JSON: how many events and, for each form of the projection, in how
 * many seconds, how many a second, with how many segments, and the racks of each vendor. Both forms, in processors of 1, 2,
 * 4 … segments, up to twice as many as cores, take turns once the JVM is warm; a form's shortest median of three counts.
 * Ends when whoever started it ends.
 */
public final class Axon4Peer {
    private static final int ROUNDS = 3;
    private static final long WARM_UP_EVENTS = 400_000;
    private static final int MOST_SEGMENTS = 16;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final Stand stand;
    private final Map<Form, Map<String, Tables.Racks>> racks = new EnumMap<>(Form.class);

    private Axon4Peer(Stand stand) {
        this.stand = stand;
    }

    /** The seconds of each round. */
    private record Measured(Form form, int segments, List<Double> seconds) {
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
                .boxed()
                .flatMap(segments ->
                        Arrays.stream(Form.values()).map(form -> new Measured(form, segments, new ArrayList<>())))
                .toList();
        for (int i = 0; i * events < Form.values().length * WARM_UP_EVENTS; i++) {
            replay(all.get(i % all.size()));
        }
        for (int round = 0; round < ROUNDS; round++) {
            for (Measured each : all) {
                each.seconds().add((double) replay(each) / TimeUnit.SECONDS.toNanos(1));
            }
        }
        return told(all, events);
    }

    private long replay(Measured measured) throws Exception {
        long nanos = stand.replay(measured.form(), measured.segments());
        racks.put(measured.form(), stand.racks());
        return nanos;
    }

    private ObjectNode told(List<Measured> all, long events) {
        ObjectNode told = stand.json().createObjectNode().put("events", events);
        for (Form form : Form.values()) {
            List<Measured> ofForm =
                    all.stream().filter(each -> each.form() == form).toList();
            Measured best = Collections.min(ofForm, Comparator.comparingDouble(Measured::median));
            ObjectNode node = told.withObjectProperty(form.toString())
                    .put("seconds", best.median())
                    .put("eventsPerSecond", events / best.median())
                    .put("segments", best.segments());
            for (Measured each : ofForm) {
                node.withObjectProperty("rounds")
                        .set(String.valueOf(each.segments()), stand.json().valueToTree(each.seconds()));
            }
            node.set("racks", stand.json().valueToTree(racks.get(form)));
        }
        return told;
    }
}
