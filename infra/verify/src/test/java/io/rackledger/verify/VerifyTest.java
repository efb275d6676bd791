package io.rackledger.verify;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.format.Commit;
import io.rackledger.format.Entry;
import io.rackledger.transparency.NoteSigner;
import io.rackledger.transparency.SignatureType;
import io.rackledger.verify.Finding.What;
import io.rackledger.verify.SampleExport.Line;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Whatever is altered in an export is found, and nobody else is blamed for it. */
class VerifyTest {
    private static final int COMMITS = 60;
    private static final int MUTATIONS = 10_000;
    private static final int FILE_MUTATIONS = 1_000;
    private static final NoteSigner SIGNER = NoteSigner.generate(SampleExport.ORIGIN, SignatureType.ED25519);

    @TempDir
    Path folder;

    private final Random random = new Random(seed());
    private final List<Commit> commits = SampleExport.commits(random, COMMITS);
    private final String checkpoint = SampleExport.checkpoint(commits, SIGNER);

    private static long seed() {
        long seed = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("-Drackledger.seed=" + seed);
        return seed;
    }

    private record Run(int status, String report) {}

    private Run run(String export, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("export.ndjson"), export);
        StringWriter report = new StringWriter();
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addFirst(file.toString());
        int status = new CommandLine(new VerifyCommand(new PrintWriter(report, true)))
                .setErr(new PrintWriter(report, true))
                .execute(arguments.toArray(String[]::new));
        return new Run(status, report.toString());
    }

    private Run runWithKey(String export, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(more));
        arguments.addAll(List.of("--key", SIGNER.verifier().vkey()));
        return run(export, arguments.toArray(String[]::new));
    }

    private List<Line> lines() {
        return new ArrayList<>(commits.stream().map(Line::of).toList());
    }

    private String export(List<Commit> given) {
        return SampleExport.text(given.stream().map(Line::of).toList(), SampleExport.events(given), checkpoint);
    }

    private static List<Finding> findings(String export) {
        Verification read = new Verification();
        export.lines().map(ExportLine.Form::read).forEach(read::take);
        return read.findings();
    }

    @Test
    void an_export_that_is_as_it_was_is_verified() throws IOException {
        Run run = runWithKey(export(commits));
        assertThat(run.status()).as(run.report()).isZero();
        assertThat(run.report())
                .contains("is what was signed")
                .contains("%,d events in %d commits".formatted(SampleExport.events(commits), COMMITS));
        assertThat(run(export(commits)).report()).contains("name its key with --key");
    }

    @Test
    void a_flipped_bit_is_found_in_the_commit_that_it_stands_in() {
        for (int i = 0; i < MUTATIONS; i++) {
            List<Line> lines = lines();
            int at = random.nextInt(COMMITS);
            byte[] changed = lines.get(at).record().clone();
            int bit = random.nextInt(8 * changed.length);
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            lines.set(
                    at,
                    new Line(
                            lines.get(at).kind(),
                            lines.get(at).position(),
                            lines.get(at).hash(),
                            changed));

            List<Finding> found = findings(SampleExport.text(lines, SampleExport.events(commits), checkpoint));

            assertThat(found).as("bit %d of commit %d", bit, at).isNotEmpty();
            Commit commit = commits.get(at);
            long from = commit.header().position();
            long to = from + Math.max(1, commit.entries().size());
            assertThat(found)
                    .as("bit %d of commit %d, events %d to %d", bit, at, from, to)
                    .allMatch(finding -> finding.from() < 0 || finding.from() >= from && finding.from() <= to);
        }
    }

    @Test
    void events_that_were_dropped_are_named() {
        for (int at = 1; at < COMMITS - 1; at++) {
            List<Line> lines = lines();
            Commit dropped = commits.get(at);
            lines.remove(at);
            List<Finding> found = findings(SampleExport.text(
                    lines, SampleExport.events(commits) - dropped.entries().size(), checkpoint));
            long from = dropped.header().position();
            long to = dropped.head().size();
            if (from < to) {
                assertThat(found).contains(new Finding(What.MISSING, from, to, Finding.events(from, to) + " missing"));
            } else {
                assertThat(found).isNotEmpty();
            }
        }
    }

    @Test
    void what_was_swapped_or_doubled_is_found() {
        for (int at = 1; at < COMMITS - 1; at++) {
            List<Line> swapped = lines();
            Collections.swap(swapped, at, at + 1);
            assertThat(findings(SampleExport.text(swapped, SampleExport.events(commits), checkpoint)))
                    .isNotEmpty();
            List<Line> doubled = lines();
            doubled.add(at + 1, doubled.get(at));
            assertThat(findings(SampleExport.text(
                            doubled,
                            SampleExport.events(commits)
                                    + commits.get(at).entries().size(),
                            checkpoint)))
                    .isNotEmpty();
        }
    }

    @Test
    void a_tail_that_was_cut_off_is_missed_by_the_checkpoint() throws IOException {
        for (int left = 1; left < COMMITS; left++) {
            List<Commit> cut = commits.subList(0, left);
            long events = SampleExport.events(cut);
            if (events < SampleExport.events(commits)) {
                Run run = runWithKey(export(cut));
                assertThat(run.status()).isEqualTo(1);
                assertThat(run.report()).contains(Finding.events(events, SampleExport.events(commits)) + " missing");
            }
        }
    }

    @Test
    void a_ledger_that_was_chained_anew_after_a_change_is_not_what_was_signed() throws IOException {
        for (int at = 1; at < COMMITS; at++) {
            if (!commits.get(at).entries().isEmpty()) {
                List<Commit> changed = new ArrayList<>(commits);
                Commit commit = commits.get(at);
                List<Entry> entries = new ArrayList<>(commit.entries());
                entries.set(0, SampleExport.entry(commit.header().position(), random));
                changed.set(at, Commit.of(commit.prev(), commit.header(), entries));
                Run run = runWithKey(export(SampleExport.chainedAnew(changed)));
                assertThat(run.status()).isEqualTo(1);
                assertThat(run.report()).contains("signs other events");
            }
        }
    }

    @Test
    void a_checkpoint_by_another_key_is_not_believed() throws IOException {
        NoteSigner other = NoteSigner.generate(SampleExport.ORIGIN, SignatureType.ED25519);
        Run run = run(export(commits), "--key", other.verifier().vkey());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.report()).contains("is not to be believed");
    }

    @Test
    void an_old_checkpoint_that_was_kept_must_still_hold() throws IOException {
        List<Commit> early = commits.subList(0, COMMITS / 2);
        Path kept = Files.writeString(folder.resolve("kept"), SampleExport.checkpoint(early, SIGNER));
        assertThat(runWithKey(export(commits), "--checkpoint", kept.toString()).status())
                .isZero();

        List<Commit> otherwise = SampleExport.commits(new Random(random.nextLong()), COMMITS);
        String export = SampleExport.text(
                otherwise.stream().map(Line::of).toList(),
                SampleExport.events(otherwise),
                SampleExport.checkpoint(otherwise, SIGNER));
        assertThat(runWithKey(export).status()).isZero();
        Run run = runWithKey(export, "--checkpoint", kept.toString());
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.report()).contains("signs other events");
    }

    @Test
    void what_is_no_export_is_told_by_line() throws IOException {
        assertThat(run("nonsense\n").report()).contains("line 1 can't be read").contains("no first line");
        String whole = export(commits);
        assertThat(run(whole.substring(0, whole.lastIndexOf("{\"commits\""))).report())
                .contains("it was cut off");
        assertThat(run(whole, "--key", "nonsense+key").status()).isEqualTo(2);
    }

    @Test
    void what_is_asked_wrongly_is_said_in_a_sentence_and_never_verified() throws IOException {
        String export = export(commits);
        NoteSigner other = NoteSigner.generate("rackledger/other/" + "1".repeat(32), SignatureType.ED25519);
        String key = SIGNER.verifier().vkey();
        List<List<String>> wrong = List.of(
                List.of("--checkpoint", folder.resolve("none").toString()),
                List.of("--key", folder.resolve("none").toString()),
                List.of("--key", key, "--key", other.verifier().vkey()),
                List.of("--key", key, "--quorum", "1"),
                List.of("--key", key, "--witness", key),
                List.of("--quorum", "0"));
        for (List<String> arguments : wrong) {
            Run run = run(export, arguments.toArray(String[]::new));
            assertThat(run.status()).as("%s: %s", arguments, run.report()).isEqualTo(2);
            assertThat(run.report()).as("%s", arguments).doesNotContain("\tat ");
        }
        StringWriter report = new StringWriter();
        assertThat(new CommandLine(new VerifyCommand(new PrintWriter(report, true)))
                        .setErr(new PrintWriter(report, true))
                        .execute(folder.resolve("none").toString()))
                .as(report.toString())
                .isEqualTo(2);
    }

    @Test
    void a_checkpoint_that_is_left_out_or_renamed_is_missed_where_a_key_is_named() throws IOException {
        String whole = export(commits);
        String renamed = whole.replace("\"checkpoint\"", "\"checkqoint\"");
        String none = whole.replaceAll(",\"checkpoint\":\"[^\"]*\"", "");
        assertThat(renamed).isNotEqualTo(whole);
        assertThat(none).isNotEqualTo(whole);
        for (String changed : List.of(renamed, none)) {
            Run run = run(changed, "--key", SIGNER.verifier().vkey());
            assertThat(run.status()).as(run.report()).isEqualTo(1);
        }
        assertThat(run(none).status()).isZero();
    }

    @Test
    void a_bit_flipped_anywhere_in_the_file_is_found_unless_it_says_the_same() throws IOException {
        byte[] whole = export(commits).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < FILE_MUTATIONS; i++) {
            byte[] changed = whole.clone();
            int bit = random.nextInt(8 * changed.length);
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            Path file = Files.write(folder.resolve("changed.ndjson"), changed);
            StringWriter report = new StringWriter();
            int status = new CommandLine(new VerifyCommand(new PrintWriter(report, true)))
                    .setErr(new PrintWriter(report, true))
                    .execute(file.toString(), "--key", SIGNER.verifier().vkey());
            assertThat(status)
                    .as("bit %d: %s%n%s", bit, new String(changed, StandardCharsets.UTF_8), report)
                    .isEqualTo(1);
        }
    }
}
