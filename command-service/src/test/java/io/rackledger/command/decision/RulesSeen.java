package io.rackledger.command.decision;

import io.rackledger.events.AnomalyFlagged;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/**
 * Notes which test saw which rule of which command kept and broken, and leaves the notes in {@code target/rules.tsv}
 * when the tests end: {@code command, rule, kept or broken, test}. From them the table of rules is made and checked.
 */
public final class RulesSeen {
    private static final Path NOTES = Path.of("target", "rules.tsv");
    private static final Set<String> SEEN = new ConcurrentSkipListSet<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(RulesSeen::write));
    }

    private RulesSeen() {}

    private static void write() {
        try {
            Files.createDirectories(NOTES.toAbsolutePath().getParent());
            Files.write(NOTES, SEEN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Notes what a test that runs on this thread saw. */
    public static void note(Decider<?, ?> decider, Command body, Decision decision) {
        String test = test();
        switch (decision) {
            case Decision.Refused refused -> note(decider.name(), refused.rule(), "broken", test);
            case Decision.Accepted accepted -> {
                Set<String> flagged = accepted.events().stream()
                        .filter(AnomalyFlagged.class::isInstance)
                        .map(event -> ((AnomalyFlagged) event).rule())
                        .collect(Collectors.toSet());
                flagged.forEach(rule -> note(decider.name(), rule, "broken", test));
                rules(decider, body)
                        .filter(rule -> !flagged.contains(rule))
                        .forEach(rule -> note(decider.name(), rule, "kept", test));
            }
        }
    }

    private static void note(String command, String rule, String outcome, String test) {
        SEEN.add(String.join("\t", command, rule, outcome, test));
    }

    /** The rules that hold for a command: its own, and what follows from its body. */
    static Stream<String> rules(Decider<?, ?> decider, Command body) {
        return Stream.concat(
                        GeneralRules.of(new ArrayList<>(body.requires()), body.creates()).stream(),
                        decider.sheet().rules().stream())
                .map(Sheet.Rule::name);
    }

    private static String test() {
        return StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
                .walk(frames -> frames.map(frame -> test(frame.getDeclaringClass(), frame.getMethodName()))
                        .flatMap(Optional::stream)
                        .findFirst())
                .orElseThrow(() -> new IllegalStateException("no test runs on this thread"));
    }

    private static Optional<String> test(Class<?> type, String method) {
        List<Method> tests = Arrays.stream(type.getDeclaredMethods())
                .filter(each -> each.getName().equals(method))
                .filter(each ->
                        each.isAnnotationPresent(Test.class) || each.isAnnotationPresent(ParameterizedTest.class))
                .toList();
        return tests.isEmpty() ? Optional.empty() : Optional.of(type.getSimpleName() + "." + method);
    }
}
