package io.rackledger.witness;

import io.rackledger.format.MalformedException;
import io.rackledger.transparency.NoteVerifier;
import io.rackledger.transparency.SignatureType;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a witness until it is stopped. Exit status 0 if it was, 1 if it can't run, 2 for wrong usage. */
@Command(
        name = "witness",
        sortOptions = false,
        description = "Cosigns the checkpoints of logs as long as each holds all that the one before held.")
public final class WitnessCommand implements Callable<Integer> {
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final int MOST_PORT = 65_535;

    @Option(
            names = "--log",
            paramLabel = "VKEY",
            required = true,
            description = "a key of a log to cosign for; may be named several times")
    private List<String> logs = List.of();

    @Option(names = "--name", paramLabel = "NAME", description = "name of its key, when it is made at the first start")
    private @Nullable String name;

    @Option(names = "--port", paramLabel = "PORT", defaultValue = "8090", description = "default: ${DEFAULT-VALUE}")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".rackledger-witness",
            description = "its key, and what it cosigned last. Default: ${DEFAULT-VALUE}")
    private Path data = Path.of(".rackledger-witness");

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "address to listen on. Default: ${DEFAULT-VALUE}")
    private String bind = "127.0.0.1";

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    private final PrintWriter out;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    /** Tells there that it is ready. */
    public WitnessCommand(PrintWriter out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        WitnessCommand command = new WitnessCommand(new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        Runtime.getRuntime().addShutdownHook(new Thread(command::stop));
        int status = new CommandLine(command).execute(arguments);
        command.stopped.countDown();
        System.exit(status);
    }

    private void stop() {
        stop.countDown();
        try {
            if (!stopped.await(STOP_LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
                out.println("It did not stop in time.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        List<NoteVerifier> keys = logs.stream().map(this::key).toList();
        if (port < 0 || port > MOST_PORT) {
            throw wrong("--port is from 0 to " + MOST_PORT);
        }
        InetSocketAddress address = new InetSocketAddress(bind, port);
        if (address.isUnresolved()) {
            throw wrong("--bind " + bind + " is no address of this machine");
        }
        try (WitnessFolder folder = WitnessFolder.open(data, name)) {
            Witness witness = new Witness(folder, keys, Clock.systemUTC());
            try (WitnessServer server = WitnessServer.start(witness, address)) {
                out.println("Witness    " + witness.key());
                out.println("Address    http://" + bind + ":" + server.address().getPort() + "/");
                witness.origins().forEach(origin -> out.println("Log        " + standing(witness, origin)));
                out.println("Ready; Ctrl-C stops it.");
                stop.await();
            }
            return 0;
        } catch (IOException | IllegalArgumentException e) {
            out.println("The witness can't run: " + e.getMessage());
            return 1;
        }
    }

    private static String standing(Witness witness, String origin) {
        try {
            WitnessFolder.Kept kept = witness.kept(origin);
            return origin
                    + (kept == null
                            ? ""
                            : ", cosigned up to " + kept.checkpoint().head().size() + " events");
        } catch (IOException e) {
            return e.getMessage() == null ? origin : e.getMessage();
        }
    }

    private NoteVerifier key(String text) {
        NoteVerifier key;
        try {
            key = NoteVerifier.parse(text);
        } catch (MalformedException e) {
            throw wrong("--log is no key: " + e.getMessage());
        }
        if (key.type() != SignatureType.ED25519) {
            throw wrong("--log " + text + " is a key of a witness, not of a log");
        }
        return key;
    }

    private CommandLine.ParameterException wrong(String because) {
        return new CommandLine.ParameterException(new CommandLine(this), because);
    }
}
