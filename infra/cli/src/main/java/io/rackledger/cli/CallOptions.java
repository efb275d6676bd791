package io.rackledger.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What every call takes: the data folder, by which a running Rackledger is found, and the question for help. */
final class CallOptions {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".rackledger",
            description = "data folder of the running Rackledger (default: ${DEFAULT-VALUE})")
    private Path data = Path.of(".rackledger");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help")
    private boolean help;

    Path data() {
        return data;
    }

    /** An address: as given, else as what runs on the data folder says, else the default. */
    URI address(@Nullable URI given, Function<Running, URI> part, URI otherwise) {
        return given != null ? given : Running.in(data).map(part).orElse(otherwise);
    }
}
