package io.rackledger.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Sheet;
import io.rackledger.command.web.CommandServiceConfiguration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The table of rules in {@code infra/docs/rules.md}: each with a test that saw it kept and one that saw it broken, by
 * what the tests of the command service noted. Written anew with {@code -Drackledger.write=true}.
 */
class RulesTableTest {
    private static final Path TABLE = Sources.repository().resolve(Path.of("infra", "docs", "rules.md"));
    private static final Path NOTES = Sources.repository().resolve(Path.of("command-service", "target", "rules.tsv"));
    private static final String NONE = "–";
    private static final String HEAD = """
            # The rules, and the tests that hold them

            Made from the commands' sheets and from what their tests saw; a build fails where it is out of date, or where
            a rule was not seen kept and broken. **S** rejects always; **P** rejects what is decided, and flags what is
            observed; **⇄** reads the events of several entities in one decision.

            | command | rule | kind | what must hold | kept in | broken in |
            |---|---|---|---|---|---|
            """;
    private static final String GENERAL = """

            ## For every command

            An id that a command names must be on record (`unknown-<entity>`), one that it brings into being must not
            (`<entity>-exists`). An id stands for one command with one body (`command-id-reused`, a 409 that is not recorded):
            `FrontDoorIT.a_repeated_command_gets_its_first_outcome_and_appends_nothing`.

            | rule | kept in | broken in |
            |---|---|---|
            """;

    private static List<String[]> notes = List.of();

    @BeforeAll
    static void read() throws IOException {
        assertThat(NOTES)
                .as("what the tests of command-service noted; they run before this one")
                .exists();
        notes = Files.readAllLines(NOTES).stream().map(line -> line.split("\t")).toList();
    }

    @Test
    void every_rule_was_seen_kept_and_broken() {
        List<String> missing = new ArrayList<>();
        for (Decider<?, ?> decider : CommandServiceConfiguration.deciders()) {
            for (Sheet.Rule rule : decider.sheet().rules()) {
                for (String outcome : List.of("kept", "broken")) {
                    if (test(decider.name(), rule.name(), outcome).equals(NONE)) {
                        missing.add(decider.name() + " " + rule.name() + " " + outcome);
                    }
                }
            }
        }
        for (String rule : general()) {
            if (anyTest(rule, "kept").equals(NONE) || anyTest(rule, "broken").equals(NONE)) {
                missing.add(rule);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void the_table_is_up_to_date() throws IOException {
        String table = table();
        if (Boolean.getBoolean("rackledger.write")) {
            Files.writeString(TABLE, table);
        }
        assertThat(TABLE).as("written with -Drackledger.write=true").content().isEqualTo(table);
    }

    private static String table() {
        StringBuilder table = new StringBuilder(HEAD);
        CommandServiceConfiguration.deciders().stream()
                .sorted(Comparator.comparing(Decider::name))
                .forEach(decider -> decider.sheet().rules().forEach(rule -> table.append(row(decider.name(), rule))));
        table.append(GENERAL);
        general()
                .forEach(rule -> table.append(
                        "| `%s` | %s | %s |%n".formatted(rule, anyTest(rule, "kept"), anyTest(rule, "broken"))));
        return table.toString();
    }

    private static String row(String command, Sheet.Rule rule) {
        return "| `%s` | `%s` | %s%s | %s | %s | %s |%n"
                .formatted(
                        command,
                        rule.name(),
                        rule.kind() == Sheet.Kind.STRUCTURAL ? "S" : "P",
                        rule.spans() ? " ⇄" : "",
                        rule.says(),
                        test(command, rule.name(), "kept"),
                        test(command, rule.name(), "broken"));
    }

    /** The rules on ids that any command broke. */
    private static TreeSet<String> general() {
        TreeSet<String> general = new TreeSet<>();
        Map<String, List<String>> own = new HashMap<>();
        CommandServiceConfiguration.deciders()
                .forEach(decider -> own.put(
                        decider.name(),
                        decider.sheet().rules().stream().map(Sheet.Rule::name).toList()));
        for (String[] note : notes) {
            boolean recorded = new Decision.Refused(note[1], "").malformedField() == null;
            if (recorded
                    && !own.getOrDefault(note[0], List.of()).contains(note[1])
                    && !note[1].equals("command-id-reused")) {
                general.add(note[1]);
            }
        }
        return general;
    }

    private static String anyTest(String rule, String outcome) {
        return notes.stream()
                .filter(note -> note[1].equals(rule) && note[2].equals(outcome))
                .map(note -> "`" + note[3] + "`")
                .min(Comparator.naturalOrder())
                .orElse(NONE);
    }

    /** Of the tests that saw it, the first that saw both sides of the rule, of the command's own tests if one did. */
    private static String test(String command, String rule, String outcome) {
        String own = command.replace("-", "").toLowerCase(Locale.ROOT) + "test.";
        Set<String> opposite = tests(command, rule, outcome.equals("kept") ? "broken" : "kept");
        return tests(command, rule, outcome).stream()
                .min(Comparator.<String, Boolean>comparing(test -> !opposite.contains(test))
                        .thenComparing(test -> !test.toLowerCase(Locale.ROOT).startsWith(own))
                        .thenComparing(Comparator.naturalOrder()))
                .map(test -> "`" + test + "`")
                .orElse(NONE);
    }

    private static Set<String> tests(String command, String rule, String outcome) {
        return notes.stream()
                .filter(note -> note[0].equals(command) && note[1].equals(rule) && note[2].equals(outcome))
                .map(note -> note[3])
                .collect(Collectors.toSet());
    }
}
