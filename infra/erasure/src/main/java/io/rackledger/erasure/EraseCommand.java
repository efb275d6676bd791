package io.rackledger.erasure;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Destroys the keys of a subject. Exit status 0 if that was done, 1 if there is none or it can't be, 2 for wrong usage. */
@Command(name = "erase", sortOptions = false, description = "Destroys the keys of a person, and so what they protect.")
public final class EraseCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "SUBJECT", description = "whose; without it, those who have keys are told")
    private @Nullable String subject;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".rackledger",
            description = "the folder of the ledger. Default: ${DEFAULT-VALUE}")
    private Path data = Path.of(".rackledger");

    @Option(names = "--keys", paramLabel = "DIR", description = "where the keys are, if not in that folder")
    private @Nullable Path named;

    @Option(names = "--yes", description = "do it; it can't be taken back")
    private boolean yes;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    private final PrintWriter out;

    /** Tells there what was done. */
    public EraseCommand(PrintWriter out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        System.exit(new CommandLine(new EraseCommand(out)).execute(arguments));
    }

    @Override
    public Integer call() {
        Path keys = named == null ? data.resolve(SubjectKeys.FOLDER) : named;
        SubjectKeys found = new SubjectKeys(keys);
        try {
            Map<String, Integer> subjects = found.subjects();
            int status = subject == null ? list(keys, subjects) : erase(keys, found, subjects, subject);
            List<String> damaged = found.damaged();
            damaged.forEach(each -> out.println("Whose it was can't be told: " + each));
            return damaged.isEmpty() ? status : 1;
        } catch (IOException e) {
            out.println("The keys in " + keys + " can't be used: " + e.getMessage());
            return 1;
        }
    }

    private int list(Path keys, Map<String, Integer> subjects) {
        if (subjects.isEmpty()) {
            out.println("There is no key in " + keys + ".");
        }
        subjects.keySet().forEach(name -> out.println(printable(name)));
        return 0;
    }

    /** A name may be anything that somebody sent. */
    private static String printable(String name) {
        return name.codePoints()
                .mapToObj(each -> Character.isISOControl(each) ? "\\u%04x".formatted(each) : Character.toString(each))
                .collect(Collectors.joining());
    }

    private int erase(Path keys, SubjectKeys found, Map<String, Integer> subjects, String whose) throws IOException {
        if (!subjects.containsKey(whose)) {
            out.println("Nobody named '" + whose + "' has a key in " + keys
                    + "; 'rackledger erase' without a name tells who has.");
            return 1;
        }
        if (!yes) {
            out.println("Nothing was erased yet. To destroy " + keys(subjects.get(whose)) + " of '" + whose
                    + "', which can't be taken back, repeat this with --yes.");
            return 0;
        }
        out.println("Destroyed " + keys(found.erase(whose)) + " of '" + whose
                + "': what the ledger holds under it can't be read any more, and goes on to verify. Copies of " + keys
                + " would still open it: destroy the key there, too.");
        return 0;
    }

    private static String keys(int count) {
        return count == 1 ? "the key" : count + " keys";
    }
}
