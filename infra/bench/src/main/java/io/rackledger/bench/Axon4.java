package io.rackledger.bench;

import io.rackledger.bench.LargeHistory.Happening;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.wire.EventCodec;
import io.rackledger.events.wire.EventType;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Axon Framework 4, in a process of its own, on the same history: how fast its pooled processor replays it into a
 * projection as they are mostly written and into one that gathers what a batch changes, and how many times as fast we are.
 * The goal is about the first. The process ends with this one.
 */
final class Axon4 {
    private static final String MAIN = "io.rackledger.peer.axon4.Axon4Peer";
    private static final long LIMIT_HOURS = 2;
    private static final String PLAIN = "plain";
    private static final String GATHERED = "gathered";
    private static final Figures.Goal GOAL = Figures.Goal.atLeast(6);

    private final Path jars;
    private final Figures figures;

    Axon4(Path jars, Figures figures) {
        this.jars = jars;
        this.figures = figures;
    }

    /**
     * Lets it replay a history, and sets beside it how many events a second we replayed.
     *
     * @param folder for its database and the history, which are large
     * @throws IOException if it fails, or comes to other sums than the history
     */
    void measure(List<Happening> history, Path folder, double ours) throws IOException, InterruptedException {
        Path events = folder.resolve("history.ndjson");
        write(history, events);
        JsonNode told = run(events, Files.createDirectory(folder.resolve("axon4")));
        Map<String, Long> delivered = delivered(history);
        for (String form : List.of(PLAIN, GATHERED)) {
            if (told.path("events").asInt() != history.size()
                    || !delivered(told.path(form)).equals(delivered)) {
                throw new IOException("Axon 4 came to other sums than the history: " + told);
            }
        }
        double plain = theirs(told, PLAIN, "each event's statements at once");
        double gathered = theirs(told, GATHERED, "each row once a batch");
        figures.addRatio("axon4Replay", "replay against Axon 4, plain", ours / plain, GOAL);
        figures.addRatio("axon4ReplayGathered", "replay against Axon 4, gathered", ours / gathered, null);
    }

    private double theirs(JsonNode told, String form, String meaning) {
        double rate = told.path(form).path("eventsPerSecond").asDouble();
        String how = meaning + "; best with segments: "
                + told.path(form).path("segments").asInt() + "; median of three";
        figures.add("Axon 4.13 pooled processor, batch 500, H2, " + form, rate, "events/s", null, how);
        return rate;
    }

    /** An event in each line, with its body as it stands in the ledger. */
    private static void write(List<Happening> history, Path file) throws IOException {
        EventCodec codec = new EventCodec();
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (Happening each : history) {
                lines.write(String.format(
                        Locale.ROOT,
                        "{\"type\":\"%s\",\"on\":\"%s\",\"payload\":%s}\n",
                        EventType.of(each.event()).wireName(),
                        each.day(),
                        new String(codec.encode(each.event()), StandardCharsets.UTF_8)));
            }
        }
    }

    private JsonNode run(Path events, Path folder) throws IOException, InterruptedException {
        Path out = folder.resolve("out.json");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx2g",
                        "-XX:+UseSerialGC",
                        "-cp",
                        jars + File.separator + "*",
                        MAIN,
                        events.toString(),
                        folder.toString())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            if (!process.waitFor(LIMIT_HOURS, TimeUnit.HOURS) || process.exitValue() != 0) {
                throw new IOException("Axon 4 did not replay the history: " + process);
            }
        } finally {
            process.destroyForcibly();
        }
        return JsonMapper.shared().readTree(out);
    }

    private static Map<String, Long> delivered(JsonNode told) {
        Map<String, Long> delivered = new HashMap<>();
        told.path("racks")
                .properties()
                .forEach(vendor -> delivered.put(
                        vendor.getKey(), vendor.getValue().path("delivered").asLong()));
        return delivered;
    }

    private static Map<String, Long> delivered(List<Happening> history) {
        Map<String, Long> delivered = new HashMap<>();
        for (Happening each : history) {
            if (each.event() instanceof DeliveryRecorded delivery) {
                delivered.merge(delivery.vendor().value(), delivery.measures().racks(), Long::sum);
            }
        }
        return delivered;
    }
}
