package io.rackledger.verify;

import io.rackledger.format.Commit;
import io.rackledger.format.Header.Genesis;
import io.rackledger.format.MalformedException;
import io.rackledger.transparency.Checkpoint;
import io.rackledger.transparency.Note;
import io.rackledger.transparency.RefusedException;
import io.rackledger.transparency.TreeHead;
import io.rackledger.transparency.Trust;
import io.rackledger.transparency.VerifiedCheckpoint;
import io.rackledger.verify.Finding.What;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Verifies an export. Exit status 0 if all is as it should be, 1 if not, 2 for wrong usage. */
@Command(
        name = "verify",
        sortOptions = false,
        description = "Verifies an export of a ledger: the chain, the events and what was signed of them.")
public final class VerifyCommand implements Callable<Integer> {
    private static final String SHOWN = "%-11s%s%n";
    private static final int AT_ONCE = 4_096;
    private static final int READ_AT_ONCE = 1 << 16;

    @Parameters(paramLabel = "FILE", description = "the export; - for the standard input")
    private String file = "";

    @Mixin
    private TrustOptions believed = new TrustOptions();

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "a checkpoint that was kept; the export must hold what it signs. May be named several times")
    private List<Path> checkpoints = List.of();

    @Option(
            names = "--views",
            paramLabel = "FILE",
            description = "an export of the views; they are worked out again from the events, and compared")
    private @Nullable Path views;

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
    public Integer call() {
        Trust trust = believed.trust();
        List<Signed> kept = new ArrayList<>();
        for (Path checkpoint : checkpoints) {
            note(believed.bytes(checkpoint), "checkpoint " + checkpoint, kept);
        }
        Verification read = new Verification();
        ViewRecount recount = views == null ? null : recount();
        List<Commit> commits = new ArrayList<>();
        try (BufferedReader lines = open()) {
            takeAll(lines, read, recount == null ? null : commits);
        } catch (NoSuchFileException e) {
            throw believed.wrongUse("there is no file " + file, e);
        } catch (IOException e) {
            throw believed.wrongUse("file " + file + " can't be read: " + e.getMessage(), e);
        }
        wrong.addAll(read.findings());
        String own = read.checkpoint();
        if (own != null) {
            note(own.getBytes(StandardCharsets.UTF_8), "the checkpoint in the last line", kept);
        }
        if (trust != null && kept.isEmpty()) {
            wrong.add(Finding.of(
                    What.CHECKPOINT,
                    "a key is named, and no checkpoint: there is none in the last line, and none was kept. Nothing says"
                            + " that this was signed"));
        }
        show(read);
        for (Signed each : kept) {
            compare(each, read, trust);
        }
        if (views != null && recount != null) {
            compareViews(views, recount, commits, read);
        }
        conclude(trust, kept);
        return wrong.isEmpty() ? 0 : 1;
    }

    /** Lines are read on all cores, as far as each can be read by itself, and taken in their order. */
    private static void takeAll(BufferedReader lines, Verification read, @Nullable List<Commit> kept)
            throws IOException {
        List<String> batch = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            batch.add(line);
            if (batch.size() == AT_ONCE) {
                take(batch, read, kept);
            }
        }
        take(batch, read, kept);
    }

    private static void take(List<String> batch, Verification read, @Nullable List<Commit> kept) {
        for (ExportLine line : batch.parallelStream().map(ExportLine.Form::read).toList()) {
            read.take(line);
            if (kept != null && line instanceof ExportLine.CommitLine taken && taken.commit() != null) {
                kept.add(taken.commit());
            }
        }
        batch.clear();
    }

    private ViewRecount recount() {
        return ServiceLoader.load(ViewRecount.class)
                .findFirst()
                .orElseThrow(() -> believed.wrongUse(
                        "--views needs the events and views of Rackledger on the class path, as './rackledger verify' has"
                                + " them",
                        null));
    }

    private void compareViews(Path file, ViewRecount recount, List<Commit> commits, Verification read) {
        if (!wrong.isEmpty()) {
            line("views", "not worked out again, since the ledger isn't what it should be");
            return;
        }
        try {
            commits.forEach(recount::take);
        } catch (RuntimeException e) {
            wrong.add(Finding.of(What.VIEW, "no view can be worked out: an event can't be read: " + e.getMessage()));
            return;
        }
        ViewsFile compared = new ViewsFile(recount, read.genesis(), commits, file.toString());
        try (BufferedReader lines = reader(Files.newInputStream(file))) {
            compared.compare(lines);
        } catch (NoSuchFileException e) {
            throw believed.wrongUse("there is no file " + file, e);
        } catch (IOException e) {
            throw believed.wrongUse("file " + file + " can't be read: " + e.getMessage(), e);
        }
        line("views", compared.compared());
        wrong.addAll(compared.findings());
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

    private void compare(Signed each, Verification read, @Nullable Trust trust) {
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
                            + " signs other events than these: among %s at least one is not what was signed"
                                    .formatted(Finding.events(0, head.size()))));
        }
        if (trust != null) {
            believe(each, trust);
        }
    }

    private void believe(Signed each, Trust trust) {
        try {
            VerifiedCheckpoint verified = trust.verify(each.note());
            line(
                    "signed",
                    "%s: %,d events, by %s%s"
                            .formatted(
                                    each.where(),
                                    each.head().size(),
                                    verified.checkpoint().origin(),
                                    trust.witnesses().isEmpty()
                                            ? ""
                                            : ", cosigned by "
                                                    + verified.cosigned().size() + " of "
                                                    + trust.witnesses().size() + " witnesses"));
        } catch (RefusedException | MalformedException e) {
            wrong.add(Finding.of(What.CHECKPOINT, each.where() + " is not to be believed: " + e.getMessage()));
        }
    }

    private void conclude(@Nullable Trust trust, List<Signed> kept) {
        if (wrong.isEmpty()) {
            out.println(
                    trust == null || kept.isEmpty()
                            ? "All of it fits together. Who wrote it, and whether it is all, shows only against a"
                                    + " signed checkpoint: name its key with --key."
                            : "All of it fits together, and is what was signed.");
            return;
        }
        wrong.forEach(finding -> out.println("WRONG: " + finding.said()));
        out.printf(Locale.ROOT, "%d finding(s).%n", wrong.size());
    }

    private BufferedReader open() throws IOException {
        return reader(file.equals("-") ? System.in : Files.newInputStream(Path.of(file)));
    }

    /** What is no UTF-8 becomes a character that no line of an export holds, and so is found in that line. */
    private static BufferedReader reader(InputStream bytes) {
        return new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8), READ_AT_ONCE);
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
}
