package io.rackledger.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.net.URI;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The calls of the command line that talk to a running Rackledger. Exit status 0 if all went well, 1 if something
 * failed, told in one sentence, 2 for wrong usage.
 */
@Command(name = "rackledger", description = "Talks to a running Rackledger.", synopsisSubcommandLabel = "CALL")
public final class Main {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    private Main() {}

    /** Runs one call and ends the process with its exit status. */
    public static void main(String[] args) {
        Console console = System.console();
        Output output = new Output(
                new PrintWriter(System.out, true),
                new PrintWriter(System.err, true),
                console != null && console.isTerminal());
        System.exit(run(output, args));
    }

    /** Runs one call; the exit status. */
    static int run(Output output, String... args) {
        CommandLine line = new CommandLine(new Main())
                .addSubcommand(new ImportCommand(output))
                .addSubcommand(new ExportCommand(output))
                .addSubcommand(new KeyCommand(output))
                .addSubcommand(new ReplayCommand(output))
                .addSubcommand(new StatusCommand(output))
                .setOut(output.out())
                .setErr(output.err());
        line.setExecutionStrategy(parsed -> {
            if (!parsed.hasSubcommand() && !CommandLine.printHelpIfRequested(parsed)) {
                throw new CommandLine.ParameterException(line, "Missing: which call");
            }
            return new CommandLine.RunLast().execute(parsed);
        });
        line.setExecutionExceptionHandler((failure, call, parsed) -> {
            if (failure instanceof FailedException) {
                output.err().println(call.getCommandSpec().qualifiedName() + ": " + failure.getMessage());
                return 1;
            }
            throw failure;
        });
        return line.execute(args);
    }

    /** A path of the API beneath a service's address. */
    static URI resolve(URI service, String path) {
        String address = service.toString();
        return URI.create(address.endsWith("/") ? address + path : address + "/" + path);
    }
}
