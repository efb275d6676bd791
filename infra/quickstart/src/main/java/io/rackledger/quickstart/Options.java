package io.rackledger.quickstart;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What {@code ./rackledger up} takes. */
@Command(
        name = "rackledger up",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        versionProvider = Options.Version.class,
        description = "Starts the broker, both services and loads samples; Ctrl-C stops it.")
final class Options {
    /** The built version. */
    static final class Version implements picocli.CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Options.class.getPackage().getImplementationVersion();
            return new String[] {"rackledger " + (version == null ? "development" : version)};
        }
    }

    /** A witness as it is named on the command line. */
    record AskedWitness(String url, String key) {
        /** Reads {@code URL=VKEY}. */
        static final class Converter implements ITypeConverter<AskedWitness> {
            @Override
            public AskedWitness convert(String text) {
                int end = text.indexOf('=');
                if (end < 1 || end == text.length() - 1) {
                    throw new TypeConversionException("'" + text + "' is not of the form URL=VKEY");
                }
                return new AskedWitness(text.substring(0, end), text.substring(end + 1));
            }
        }
    }

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = ".rackledger",
            description = "Where data stays. Default: ${DEFAULT-VALUE}")
    Path data = Path.of(".rackledger");

    @Option(
            names = "--port",
            defaultValue = "8080",
            description = "Port of the query service and the dashboard. Default: ${DEFAULT-VALUE}")
    int port;

    @Option(
            names = "--command-port",
            paramLabel = "PORT",
            defaultValue = "8081",
            description = "Port of the command service. Default: ${DEFAULT-VALUE}")
    int commandPort;

    @Option(
            names = "--broker-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Port of the embedded broker. Default: ${DEFAULT-VALUE}")
    int brokerPort;

    @Option(names = "--kafka", paramLabel = "HOST:PORT", description = "Use this Kafka, and start no broker.")
    @Nullable
    String kafka;

    @Option(
            names = "--db",
            paramLabel = "JDBC-URL",
            description = "Keep the views there. Default: H2 in the data folder")
    @Nullable
    String db;

    @Option(
            names = "--sample",
            paramLabel = "NAMES",
            split = ",",
            defaultValue = "articles,listing",
            description =
                    "Samples to load, of articles, articles-2, listing and worked; or none. Default: ${DEFAULT-VALUE}")
    List<String> samples = List.of();

    @Option(
            names = "--bind",
            paramLabel = "ADDRESS",
            defaultValue = "127.0.0.1",
            description = "Address to listen on. Default: ${DEFAULT-VALUE}")
    String bind = "127.0.0.1";

    @Option(
            names = "--allow-host",
            paramLabel = "NAME",
            split = ",",
            description = "A further host name that requests may carry.")
    List<String> allowedHosts = List.of();

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "Sign checkpoints with this key; several while one is replaced, the new one first. "
                    + "Default: one that is made in the data folder")
    List<Path> keys = List.of();

    @Option(
            names = "--witness",
            paramLabel = "URL=VKEY",
            converter = AskedWitness.Converter.class,
            description = "Have checkpoints cosigned there, by that key; may be named several times.")
    List<AskedWitness> witnesses = List.of();

    @Option(
            names = "--quorum",
            paramLabel = "N",
            defaultValue = "0",
            description = "Show only checkpoints that so many witnesses have cosigned. Default: ${DEFAULT-VALUE}")
    int quorum;

    @Option(
            names = "--erasable",
            description = "Encrypt what people write, and their names, under keys that 'rackledger erase' destroys; "
                    + "from then on at every start on the data folder.")
    boolean erasable;

    @Option(
            names = "--rehearse",
            hidden = true,
            description = "Start on free ports, load the samples, stop: so that the JVM can record what a start needs.")
    boolean rehearse;
}
