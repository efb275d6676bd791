package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.verify.VerifyCommand;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** The verifier in a process of its own that has nothing of Spring, Axon, Kafka, or a database to load. */
final class LeanVerifier {
    private static final List<String> KEPT_AWAY =
            List.of("/org/springframework/", "/org/axonframework/", "/org/apache/kafka/", "/com/h2database/");

    private LeanVerifier() {}

    /** What it says; its exit status must be 0. */
    static String verified(Path folder, String... arguments) throws IOException, InterruptedException {
        List<String> all = Arrays.asList(System.getProperty("java.class.path").split(File.pathSeparator));
        assertThat(all).anyMatch(LeanVerifier::isKeptAway);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                all.stream().filter(entry -> !isKeptAway(entry)).collect(Collectors.joining(File.pathSeparator)),
                VerifyCommand.class.getName()));
        command.addAll(List.of(arguments));
        Path said = folder.resolve("lean.out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String report = Files.readString(said);
        assertThat(process.exitValue()).as(report).isZero();
        return report;
    }

    private static boolean isKeptAway(String entry) {
        return KEPT_AWAY.stream().anyMatch(entry.replace(File.separatorChar, '/')::contains);
    }
}
