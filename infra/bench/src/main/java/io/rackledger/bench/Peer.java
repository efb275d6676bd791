package io.rackledger.bench;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A peer in a process of its own, which ends with this one; see {@link io.rackledger.load.Rounds}. */
final class Peer implements Subject {
    private static final String FOLDER = "rackledger.peers";
    private static final Duration LIMIT = Duration.ofMinutes(3);
    private static final String READY = "ready";

    private final String name;
    private final Process process;
    private final BufferedReader out;
    private final BufferedWriter in;
    private final String said;

    /** After how long something was seen. */
    record Seen(double p50Millis, double p99Millis) {}

    private Peer(String name, Process process) throws IOException, InterruptedException {
        this.name = name;
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        String first = line(LIMIT);
        if (!first.startsWith(READY)) {
            throw new IOException(name + " did not get ready, but said: " + first);
        }
        this.said = first.substring(READY.length()).strip();
    }

    /**
     * The folder of a peer's jars, which the launcher builds.
     *
     * @throws IllegalStateException if there is none
     */
    static Path jars(String peer) {
        String folder = System.getProperty(FOLDER);
        Path jars = folder == null ? null : Path.of(folder, peer, "target", "dist", "lib");
        if (jars == null || !Files.isDirectory(jars)) {
            throw new IllegalStateException("--peers needs -D" + FOLDER + "=FOLDER, with the jars of " + peer);
        }
        return jars;
    }

    /**
     * Starts it, and returns when it is ready.
     *
     * @param main      its main class
     * @param errors    where its complaints go
     * @param arguments of its main method
     */
    static Peer start(String name, String peer, String main, Path errors, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx2g",
                "-XX:+UseParallelGC",
                "-cp",
                jars(peer) + File.separator + "*",
                main));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
        try {
            return new Peer(name, process);
        } catch (IOException e) {
            process.destroyForcibly();
            throw new IOException(name + " did not get ready: see " + errors, e);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** What it added when it was ready. */
    String said() {
        return said;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Round round(int inFlight, int seconds) throws IOException, InterruptedException {
        String[] numbers = ask(inFlight + " " + seconds, seconds);
        return new Round(
                Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]), Double.parseDouble(numbers[2]));
    }

    /** How soon what it acknowledged is seen, while others come in at that rate. */
    Seen lag(int perSecond, int seconds) throws IOException, InterruptedException {
        String[] numbers = ask("lag " + perSecond + " " + seconds, seconds);
        return new Seen(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
    }

    private String[] ask(String line, int seconds) throws IOException, InterruptedException {
        in.write(line + "\n");
        in.flush();
        return line(LIMIT.plusSeconds(seconds)).split(" ");
    }

    private String line(Duration limit) throws IOException, InterruptedException {
        CompletableFuture<String> line = CompletableFuture.supplyAsync(() -> {
            try {
                return String.valueOf(out.readLine());
            } catch (IOException e) {
                return "nothing more: " + e.getMessage();
            }
        });
        try {
            return line.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(name + " said nothing within " + limit, e);
        }
    }

    /** Ends it with its input; whatever it started ends with it. */
    @Override
    public void close() {
        try {
            in.close();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
