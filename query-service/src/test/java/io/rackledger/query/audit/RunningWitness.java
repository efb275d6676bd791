package io.rackledger.query.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.transparency.NoteVerifier;
import io.rackledger.witness.WitnessCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** A witness as {@code ./rackledger witness} runs it, on a folder. */
final class RunningWitness implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Pattern KEY = Pattern.compile("Witness +(\\S+)");
    private static final Pattern ADDRESS = Pattern.compile("Address +http://127\\.0\\.0\\.1:(\\d+)/");

    private final StringWriter said = new StringWriter();
    private final Thread thread;

    private RunningWitness(Path folder, int port, NoteVerifier log) {
        CommandLine command = new CommandLine(new WitnessCommand(new PrintWriter(said, true)));
        thread = Thread.ofPlatform()
                .name("witness")
                .start(() -> command.execute(
                        "--log", log.vkey(), "--data", folder.toString(), "--port", String.valueOf(port)));
    }

    /**
     * Starts one, and waits until it is ready.
     *
     * @param port 0: any
     */
    static RunningWitness start(Path folder, int port, NoteVerifier log) {
        RunningWitness witness = new RunningWitness(folder, port, log);
        await().atMost(LIMIT).until(() -> witness.said.toString().contains("Ready"));
        return witness;
    }

    private String said(Pattern what) {
        Matcher found = what.matcher(said.toString());
        assertThat(found.find()).as(said.toString()).isTrue();
        return found.group(1);
    }

    int port() {
        return Integer.parseInt(said(ADDRESS));
    }

    /** As the query service is told of it. */
    EvidenceProperties.Witness asked() {
        return new EvidenceProperties.Witness(URI.create("http://127.0.0.1:" + port() + "/"), said(KEY));
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        assertThat(thread.join(LIMIT)).isTrue();
    }
}
