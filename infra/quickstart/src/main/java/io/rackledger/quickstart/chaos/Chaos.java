package io.rackledger.quickstart.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.bridge.SLF4JBridgeHandler;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What {@code ./rackledger chaos} runs: does damage, and tells whether what clients were told, the log and the views agree;
 * with {@code --views}, kills the query service only, and more often.
 */
@Command(name = "rackledger chaos", sortOptions = false, mixinStandardHelpOptions = true)
public final class Chaos {
    private static final int FEW_ROUNDS = 10;
    private static final int MANY_ROUNDS = 200;
    private static final double MILLIS_A_SECOND = 1_000;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    @Option(names = "--views", description = "Only kill the query service, and compare its tables in the end.")
    boolean views;

    @Option(names = "--rounds", description = "How often. Default: 10, or 200 with --views")
    @Nullable
    Integer rounds;

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
            if (chaos.rounds() < 1) {
                throw new CommandLine.ParameterException(line, "--rounds is at least 1");
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
            return views ? viewsUnderKills(folder, chosen) : ledgerUnderFaults(folder, chosen);
        } catch (IOException e) {
            System.err.println("It could not be carried through: " + e.getMessage());
            return FAILED;
        }
    }

    private int rounds() {
        if (rounds != null) {
            return rounds;
        }
        return views && !quick ? MANY_ROUNDS : FEW_ROUNDS;
    }

    private int ledgerUnderFaults(Path folder, long chosen) throws IOException, InterruptedException {
        List<Fault> faults = LedgerUnderFaults.drawn(rounds(), chosen);
        System.out.printf(
                "%5s  %-46s %8s %8s %9s %10s %7s  %s%n",
                "round", "fault", "accepted", "refused", "not taken", "unanswered", "silence", "result");
        List<LedgerUnderFaults.Round> done = new LedgerUnderFaults(folder, chosen, Chaos::tell).run(faults);
        List<String> mismatches = done.getLast().mismatches();
        mismatches.forEach(System.err::println);
        System.out.printf(
                "%d rounds, %d events, %d void records: %s%n",
                done.size(),
                done.getLast().events(),
                done.getLast().voids(),
                mismatches.isEmpty() ? "clients, log and views agree" : "they do not agree");
        return mismatches.isEmpty() ? 0 : FAILED;
    }

    private static void tell(LedgerUnderFaults.Round round) {
        Testimony.Counts told = round.told();
        System.out.printf(
                Locale.ROOT,
                "%5d  %-46s %8d %8d %9d %10d %5.1f s  %s%n",
                round.number(),
                round.fault(),
                told.accepted(),
                told.refused(),
                told.notTaken(),
                told.unanswered(),
                round.silence().toMillis() / MILLIS_A_SECOND,
                round.mismatches().isEmpty() ? "agree" : "DIFFER");
    }

    private int viewsUnderKills(Path folder, long chosen) throws IOException, InterruptedException {
        return tell(new ViewsUnderKills(folder, rounds(), chosen, System.out::println).run());
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
