package io.rackledger.verify;

import io.rackledger.format.Header.Genesis;
import io.rackledger.format.MalformedException;
import io.rackledger.transparency.Checkpoint;
import io.rackledger.transparency.Note;
import io.rackledger.transparency.NoteVerifier;
import io.rackledger.transparency.RefusedException;
import io.rackledger.transparency.TreeHead;
import io.rackledger.transparency.Trust;
import io.rackledger.transparency.VerifiedCheckpoint;
import io.rackledger.verify.Finding.What;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies an export. Exit status 0 if all is as it should be, 1 if not, 2 for wrong usage. */
@Command(
        name = "verify",
        sortOptions = false,
        description = "Verifies an export of a ledger: the chain, the events and what was signed of them.")
public final class VerifyCommand implements Callable<Integer> {
    private static final String SHOWN = "%-11s%s%n";

    @Parameters(paramLabel = "FILE", description = "the export; - for the standard input")
    private String file = "";

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description = "a key that the ledger's checkpoints are signed with, or a file of such, one a line")
    private List<String> keys = List.of();

    @Option(
            names = "--witness",
            paramLabel = "KEY",
            description = "a key that a witness cosigns with, or a file of such")
    private List<String> witnesses = List.of();

    @Option(
            names = "--quorum",
            paramLabel = "N",
            description = "how many witnesses must have cosigned each checkpoint (default: all that are named)")
    private @Nullable Integer quorum;

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "a checkpoint that was kept; the export must hold what it signs. May be named several times")
    private List<Path> checkpoints = List.of();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    private final PrintWriter out;
    private final List<Finding> wrong = new ArrayList<>();

    /** Reports there. */
    public VerifyCommand(PrintWriter out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new VerifyCommand(new PrintWriter(System.out, true, StandardCharsets.UTF_8)))
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException {
        List<NoteVerifier> log = verifiers(keys, "--key");
        List<NoteVerifier> cosigning = verifiers(witnesses, "--witness");
        List<Signed> kept = new ArrayList<>();
        for (Path checkpoint : checkpoints) {
            note(Files.readAllBytes(checkpoint), "checkpoint " + checkpoint, kept);
        }
        Verification read = new Verification();
        try (BufferedReader lines = open()) {
            lines.lines().forEach(read::read);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        wrong.addAll(read.findings());
        String own = read.checkpoint();
        if (own != null) {
            note(own.getBytes(StandardCharsets.UTF_8), "the checkpoint in the last line", kept);
        }
        show(read);
        for (Signed each : kept) {
            compare(each, read, log, cosigning);
        }
        conclude(log, kept);
        return wrong.isEmpty() ? 0 : 1;
    }

    /** A checkpoint, and where it comes from. */
    private record Signed(String where, Note note, TreeHead head) {}

    private void show(Verification read) {
        Genesis genesis = read.genesis();
        line("ledger", genesis == null ? "none" : genesis.ledger() + ", incarnation " + genesis.incarnation());
        line(
                "holds",
                "%,d events in %,d commits, the last of %s"
                        .formatted(
                                read.tree().size(), read.commits(), read.head().recordedAt()));
        line("head", read.head().hash().toString());
        line("root", read.tree().root().toString());
    }

    private void line(String name, String text) {
        out.printf(Locale.ROOT, SHOWN, name, text);
    }

    private void compare(Signed each, Verification read, List<NoteVerifier> log, List<NoteVerifier> cosigning)
            throws IOException {
        TreeHead head = each.head();
        if (head.size() > read.tree().size()) {
            wrong.add(new Finding(
                    What.MISSING,
                    read.tree().size(),
                    head.size(),
                    each.where()
                            + " was signed of %,d events, and the file ends before: %s missing"
                                    .formatted(
                                            head.size(),
                                            Finding.events(read.tree().size(), head.size()))));
        } else if (!read.root(head.size()).equals(head.root())) {
            wrong.add(new Finding(
                    What.SIGNED_OTHERWISE,
                    0,
                    head.size(),
                    each.where()
                            + " signs other events: %s not all what was signed"
                                    .formatted(Finding.events(0, head.size()))));
        }
        if (!log.isEmpty()) {
            believe(each, log, cosigning);
        }
    }

    private void believe(Signed each, List<NoteVerifier> log, List<NoteVerifier> cosigning) {
        int needed = quorum == null ? cosigning.size() : quorum;
        try {
            VerifiedCheckpoint verified = new Trust(log.getFirst().name(), log, cosigning, needed).verify(each.note());
            line(
                    "signed",
                    "%s: %,d events, by %s%s"
                            .formatted(
                                    each.where(),
                                    each.head().size(),
                                    verified.checkpoint().origin(),
                                    cosigning.isEmpty()
                                            ? ""
                                            : ", cosigned by "
                                                    + verified.cosigned().size() + " of " + cosigning.size()
                                                    + " witnesses"));
        } catch (RefusedException | MalformedException e) {
            wrong.add(Finding.of(What.CHECKPOINT, each.where() + " is not to be believed: " + e.getMessage()));
        }
    }

    private void conclude(List<NoteVerifier> log, List<Signed> kept) {
        if (wrong.isEmpty()) {
            out.println(
                    log.isEmpty() || kept.isEmpty()
                            ? "All of it fits together. Who wrote it, and whether it is all, shows only against a"
                                    + " signed checkpoint: name its key with --key."
                            : "All of it fits together, and is what was signed.");
            return;
        }
        wrong.forEach(finding -> out.println("WRONG: " + finding.said()));
        out.printf(Locale.ROOT, "%d finding(s).%n", wrong.size());
    }

    private BufferedReader open() throws IOException {
        return file.equals("-")
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                : Files.newBufferedReader(Path.of(file), StandardCharsets.UTF_8);
    }

    /** Reads a note; at its size the tree's root is wanted. */
    private void note(byte[] bytes, String where, List<Signed> kept) {
        try {
            Note note = Note.parse(bytes);
            kept.add(new Signed(where, note, Checkpoint.parse(note.text()).head()));
        } catch (MalformedException e) {
            wrong.add(Finding.of(What.CHECKPOINT, where + " holds no checkpoint: " + e.getMessage()));
        }
    }

    private List<NoteVerifier> verifiers(List<String> given, String option) throws IOException {
        List<NoteVerifier> verifiers = new ArrayList<>();
        for (String each : given) {
            List<String> lines = each.contains("+") ? List.of(each) : Files.readAllLines(Path.of(each));
            for (String line : lines) {
                if (!line.isBlank()) {
                    verifiers.add(verifier(line.strip(), option));
                }
            }
        }
        return verifiers;
    }

    private NoteVerifier verifier(String text, String option) {
        try {
            return NoteVerifier.parse(text);
        } catch (MalformedException e) {
            throw new CommandLine.ParameterException(
                    new CommandLine(this), option + " " + text + " is no key: " + e.getMessage(), e);
        }
    }
}
