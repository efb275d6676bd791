package io.rackledger.quickstart.chaos;

import io.rackledger.broker.EmbeddedBroker;
import io.rackledger.command.CommandService;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.recount.EveryView;
import io.rackledger.query.store.TableHashes;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Kills a query service again and again while commands come in, and holds what its database says in the end against
 * that of a query service that was never killed: every event counts exactly once, in every table.
 *
 * <p>The moments are drawn from the seed, but what they fall into depends on the machine: a run can't be repeated
 * exactly.
 */
final class ViewsUnderKills {
    /** The moments of the kills lie between these parts of the time that a start takes. */
    private static final double EARLIEST = 0.5;

    private static final double LATEST = 1.5;

    /** Where a start takes longer than this, most kills come before its end. */
    private static final Duration LONGEST_START = Duration.ofSeconds(8);

    /** After so many kills it is left alone once until it shows all that is known: else it might never get anywhere. */
    private static final int KILLS_IN_A_ROW = 10;

    static final String USER = "sa";

    private final Path folder;
    private final UnaryOperator<String> databases;
    private final int kills;
    private final Random random;
    private final RandomCommands commands;
    private final Consumer<String> progress;

    /** With databases in the folder. */
    ViewsUnderKills(Path folder, int kills, long seed, Consumer<String> progress) throws IOException {
        this(folder, name -> inFile(folder.resolve(name)), kills, seed, progress);
    }

    /**
     * With other databases.
     *
     * @param databases the JDBC URL of an empty database that gets that name
     */
    ViewsUnderKills(Path folder, UnaryOperator<String> databases, int kills, long seed, Consumer<String> progress)
            throws IOException {
        this.folder = folder;
        this.databases = databases;
        this.kills = kills;
        this.random = new Random(seed);
        this.commands = new RandomCommands(seed);
        this.progress = progress;
    }

    /** The URL of a database in that folder. */
    static String inFile(Path folder) {
        return "jdbc:h2:file:" + folder.resolve("views").toAbsolutePath() + ";DB_CLOSE_ON_EXIT=FALSE";
    }

    /**
     * What came of it.
     *
     * @param position of the last event
     * @param killed the tables of the service that was killed, by name
     * @param clean those of the one that was not
     */
    record Report(
            int kills, long position, Map<String, TableHashes.Table> killed, Map<String, TableHashes.Table> clean) {
        Report {
            killed = Map.copyOf(killed);
            clean = Map.copyOf(clean);
        }

        /** The tables that are not the same. */
        List<String> differing() {
            return clean.entrySet().stream()
                    .filter(table -> !table.getValue().equals(killed.get(table.getKey())))
                    .map(Map.Entry::getKey)
                    .sorted()
                    .toList();
        }

        /** The rows of all tables. */
        long rows() {
            return clean.values().stream().mapToLong(TableHashes.Table::rows).sum();
        }
    }

    /**
     * Runs it; may take some seconds a kill.
     *
     * @throws IOException if a service doesn't start, answer or end in time
     */
    Report run() throws IOException, InterruptedException {
        try (EmbeddedBroker broker = EmbeddedBroker.start(folder.resolve("broker"));
                ConfigurableApplicationContext service = CommandService.builder()
                        .registerShutdownHook(false)
                        .run("--server.port=0", "--rackledger.kafka.bootstrap-servers=" + broker.bootstrapServers())) {
            int port = Objects.requireNonNull(((WebServerApplicationContext) service).getWebServer())
                    .getPort();
            return run(broker.bootstrapServers(), URI.create("http://127.0.0.1:" + port));
        }
    }

    private Report run(String kafka, URI commandService) throws IOException, InterruptedException {
        String database = databases.apply("killed");
        try (ViewsProcess views = new ViewsProcess(folder.resolve("killed"), kafka, database)) {
            long position;
            try (SteadyImport importing = new SteadyImport(commandService, commands)) {
                killAll(views, importing);
                position = importing.stop();
            }
            Map<String, TableHashes.Table> killed = tables(views, database, position);
            String other = databases.apply("clean");
            try (ViewsProcess clean = new ViewsProcess(folder.resolve("clean"), kafka, other)) {
                return new Report(kills, position, killed, tables(clean, other, position));
            }
        }
    }

    /** Kills it so often, at moments that are measured by how long it took to start last. */
    private void killAll(ViewsProcess views, SteadyImport importing) throws IOException, InterruptedException {
        long start = 0;
        for (int kill = 1; kill <= kills; kill++) {
            if (kill % KILLS_IN_A_ROW == 1) {
                long begin = System.nanoTime();
                views.awaitShown(Math.max(0, importing.position()));
                start = Math.min(System.nanoTime() - begin, LONGEST_START.toNanos());
            }
            LockSupport.parkNanos((long) (start * random.nextDouble(EARLIEST, LATEST)));
            views.kill();
            progress.accept("killed %d of %d times, at position %d".formatted(kill, kills, importing.position()));
            views.startAgain();
        }
    }

    private static Map<String, TableHashes.Table> tables(ViewsProcess views, String database, long position)
            throws IOException, InterruptedException {
        views.awaitShown(position);
        views.end();
        return tables(database);
    }

    /** What the tables of all views hold in a database that nobody uses. */
    static Map<String, TableHashes.Table> tables(String database) {
        List<Fold<?>> folds = EveryView.ALL.stream()
                .flatMap(view -> view.folds().stream())
                .distinct()
                .<Fold<?>>map(fold -> fold)
                .toList();
        return TableHashes.of(database, USER, folds);
    }
}
