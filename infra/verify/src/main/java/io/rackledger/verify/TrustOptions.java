package io.rackledger.verify;

import io.rackledger.format.MalformedException;
import io.rackledger.transparency.NoteVerifier;
import io.rackledger.transparency.Trust;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Whom somebody who verifies believes. */
final class TrustOptions {
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

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec call;

    /** Whom to believe; null if no key of the log was named. */
    @Nullable
    Trust trust() {
        List<NoteVerifier> log = verifiers(keys, "--key");
        List<NoteVerifier> cosigning = verifiers(witnesses, "--witness");
        if (log.isEmpty()) {
            if (!cosigning.isEmpty() || quorum != null) {
                throw wrongUse("--witness and --quorum need the key of the ledger, too: name it with --key", null);
            }
            return null;
        }
        int needed = quorum == null ? cosigning.size() : quorum;
        if (needed < 0 || needed > cosigning.size()) {
            throw wrongUse("--quorum is from 0 to " + cosigning.size() + ", the witnesses that are named", null);
        }
        String origin = log.getFirst().name();
        log.stream().filter(key -> !key.name().equals(origin)).findFirst().ifPresent(key -> {
            throw wrongUse("--key names keys of two ledgers, " + origin + " and " + key.name(), null);
        });
        try {
            return new Trust(origin, log, cosigning, needed);
        } catch (IllegalArgumentException e) {
            throw wrongUse("these keys don't go together: " + e.getMessage(), e);
        }
    }

    private List<NoteVerifier> verifiers(List<String> given, String option) {
        List<NoteVerifier> verifiers = new ArrayList<>();
        for (String each : given) {
            String lines = each.contains("+") ? each : new String(bytes(Path.of(each)), StandardCharsets.UTF_8);
            lines.lines()
                    .filter(line -> !line.isBlank())
                    .forEach(line -> verifiers.add(verifier(line.strip(), option)));
        }
        return verifiers;
    }

    private NoteVerifier verifier(String text, String option) {
        try {
            return NoteVerifier.parse(text);
        } catch (MalformedException e) {
            throw wrongUse(option + " " + text + " is no key: " + e.getMessage(), e);
        }
    }

    /** What a file holds that was named. */
    byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            throw wrongUse("there is no file " + path, e);
        } catch (IOException e) {
            throw wrongUse("file " + path + " can't be read: " + e.getMessage(), e);
        }
    }

    /** That something was named wrongly. */
    CommandLine.ParameterException wrongUse(String because, @Nullable Exception cause) {
        return new CommandLine.ParameterException(Objects.requireNonNull(call).commandLine(), because, cause);
    }
}
