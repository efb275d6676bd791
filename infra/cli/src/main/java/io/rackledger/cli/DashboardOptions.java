package io.rackledger.cli;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every call takes that talks to the query service. */
final class DashboardOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            converter = HttpAddress.class,
            description = "the query service (default: what runs on the data folder, else http://127.0.0.1:8080)")
    private @Nullable URI url;

    @Mixin
    private CallOptions options = new CallOptions();

    /** Where it is: as given, else as what runs on the data folder says, else the default. */
    URI address() {
        return options.address(url, Running::dashboard, Running.DEFAULT_DASHBOARD);
    }
}
