package io.rackledger.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Commands over HTTP, and how soon a subscriber sees them, in a JVM of its own: whoever waits for an answer also waits for
 * the collector, so this one has the collector that services with subscribers should have, and nobody else's garbage.
 */
@Command(name = "http", sortOptions = false)
public final class HttpBench implements Callable<Integer> {
    private static final List<String> OPTIONS = List.of(
            "-Xmx2g",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "-Xlog:disable",
            "-Xlog:all=error:stderr");
    private static final Duration LIMIT = Duration.ofMinutes(15);

    @Option(names = "--seconds", defaultValue = "4")
    private int seconds;

    @Option(names = "--warm-up", defaultValue = "40")
    private int warmUp;

    @Option(names = "--json", required = true)
    private Path file = Path.of("http.json");

    /** Runs it. */
    public static void main(String[] arguments) {
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        System.exit(new CommandLine(new HttpBench()).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        Figures figures = new Figures(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        Path folder = Files.createTempDirectory("rackledger-bench");
        try (OverHttp http = OverHttp.start(folder)) {
            http.measure(figures, warmUp, seconds);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
        figures.write(file);
        return 0;
    }

    /**
     * Runs it as a process of its own, which tells its figures as it goes; they are taken over, too.
     *
     * @throws IOException if it fails, or doesn't end in time
     */
    static void run(Figures figures, int warmUp, int seconds) throws IOException, InterruptedException {
        Path written = Files.createTempFile("rackledger-bench", ".json");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), HttpBench.class.getName()));
        command.addAll(List.of("--warm-up", String.valueOf(warmUp), "--seconds", String.valueOf(seconds)));
        command.addAll(List.of("--json", written.toString()));
        Process process = new ProcessBuilder(command).inheritIO().start();
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("commands over HTTP were not measured within " + LIMIT);
            }
            if (process.exitValue() != 0) {
                throw new IOException("commands over HTTP can't be measured: exit status " + process.exitValue());
            }
            figures.read(written);
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(written);
        }
    }
}
