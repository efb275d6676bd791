package io.rackledger.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What {@code ./rackledger chaos} runs: kills, and tells whether the views are what they would be without. */
@Command(name = "rackledger chaos", sortOptions = false, mixinStandardHelpOptions = true)
public final class Chaos {
    private static final int QUICK_ROUNDS = 10;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    @Option(names = "--views", required = true, description = "Kill the query service.")
    boolean views;

    @Option(names = "--rounds", defaultValue = "200", description = "How often. Default: ${DEFAULT-VALUE}")
    int rounds;

    @Option(names = "--quick", description = "10 rounds.")
    boolean quick;

    @Option(names = "--seed", description = "Of the moments and the commands. Default: a new one")
    @Nullable
    Long seed;

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Chaos chaos = new Chaos();
        CommandLine line = new CommandLine(chaos);
        try {
            CommandLine.ParseResult parsed = line.parseArgs(arguments);
            if (CommandLine.printHelpIfRequested(parsed)) {
                return;
            }
        } catch (CommandLine.ParameterException e) {
            System.err.println(e.getMessage());
            line.usage(System.err);
            System.exit(WRONG_USAGE);
        }
        System.exit(chaos.run());
    }

    private int run() throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("rackledger-chaos");
        System.setProperty("org.springframework.boot.logging.LoggingSystem", "none");
        System.setProperty("rackledger.log", folder.resolve("chaos.log").toString());
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        long chosen = seed == null ? new Random().nextLong() : seed;
        System.out.println("Seed " + chosen + "; everything in " + folder);
        try {
            return tell(new ViewsUnderKills(folder, quick ? QUICK_ROUNDS : rounds, chosen, System.out::println).run());
        } catch (IOException e) {
            System.err.println("It could not be carried through: " + e.getMessage());
            return FAILED;
        }
    }

    private static int tell(ViewsUnderKills.Report report) {
        new TreeMap<>(report.clean())
                .forEach((name, table) -> System.out.printf(
                        "%-24s %8d rows  %s%n",
                        name, table.rows(), report.differing().contains(name) ? "DIFFERS" : "same"));
        System.out.printf(
                "%d kills, %d events, %d tables with %d rows: %s%n",
                report.kills(),
                report.position() + 1,
                report.clean().size(),
                report.rows(),
                report.differing().isEmpty() ? "all the same" : "different: " + report.differing());
        return report.differing().isEmpty() ? 0 : FAILED;
    }
}
