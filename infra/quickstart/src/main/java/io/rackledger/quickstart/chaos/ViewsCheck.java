package io.rackledger.quickstart.chaos;

import io.rackledger.query.QueryService;
import io.rackledger.query.store.TableHashes;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * Holds every table of a query service that goes on running against those of a clean fold of the same log. Confined to
 * one thread.
 */
final class ViewsCheck {
    private static final Duration WRITTEN_LIMIT = Duration.ofSeconds(20);
    private static final Duration BETWEEN_COPIES = Duration.ofMillis(200);
    static final String DATABASE_FILE = "views.mv.db";

    private final Path folder;
    private final Path database;
    private int folds;

    /**
     * Nothing is checked yet.
     *
     * @param folder   for what a check takes
     * @param database in which the query service keeps its own
     */
    ViewsCheck(Path folder, Path database) {
        this.folder = folder;
        this.database = database;
    }

    /**
     * What doesn't match, each table in a sentence; empty if all do.
     *
     * @throws IOException if the views, or a clean fold, don't get to that position in time
     */
    List<String> mismatches(ViewsProcess views, String kafka, long position) throws IOException, InterruptedException {
        views.awaitShown(position);
        Map<String, TableHashes.Table> expected = cleanFold(kafka, position);
        Instant end = Instant.now().plus(WRITTEN_LIMIT);
        Map<String, TableHashes.Table> shown = copied(views);
        while (!shown.equals(expected) && Instant.now().isBefore(end)) {
            LockSupport.parkNanos(BETWEEN_COPIES.toNanos());
            shown = copied(views);
        }
        return differing(expected, shown);
    }

    /** What the file of a database would hold if its process were killed now; H2 writes within half a second or so. */
    private Map<String, TableHashes.Table> copied(ViewsProcess views) throws IOException, InterruptedException {
        Path copy = Files.createDirectories(folder.resolve("copy"));
        views.freeze();
        try {
            Files.copy(
                    database.resolve(DATABASE_FILE), copy.resolve(DATABASE_FILE), StandardCopyOption.REPLACE_EXISTING);
        } finally {
            views.thaw();
        }
        return ViewsUnderKills.tables(ViewsUnderKills.inFile(copy));
    }

    private static List<String> differing(
            Map<String, TableHashes.Table> expected, Map<String, TableHashes.Table> shown) {
        return expected.entrySet().stream()
                .filter(table -> !table.getValue().equals(shown.get(table.getKey())))
                .map(table -> "table " + table.getKey() + " of the views holds " + shown.get(table.getKey())
                        + ", and a clean fold of the log comes to " + table.getValue())
                .sorted()
                .toList();
    }

    private Map<String, TableHashes.Table> cleanFold(String kafka, long position)
            throws IOException, InterruptedException {
        String clean = ViewsUnderKills.inFile(folder.resolve("clean-" + ++folds));
        try (ConfigurableApplicationContext service = QueryService.builder()
                        .registerShutdownHook(false)
                        .run(
                                "--server.port=0",
                                "--rackledger.kafka.bootstrap-servers=" + kafka,
                                "--rackledger.evidence.folder=" + folder.resolve("clean-evidence-" + folds),
                                "--spring.datasource.url=" + clean);
                HttpClient client = HttpClient.newHttpClient()) {
            int port = Objects.requireNonNull(((WebServerApplicationContext) service).getWebServer())
                    .getPort();
            Victims.await("a clean fold was not done", () -> ViewsProcess.shows(client, port, position));
        }
        return ViewsUnderKills.tables(clean);
    }
}
