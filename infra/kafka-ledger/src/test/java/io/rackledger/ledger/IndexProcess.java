package io.rackledger.ledger;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Writes an index until it is killed: the commits of a seed, from where the index ends. */
final class IndexProcess {
    /** Nothing is in flight here: a sixteenth of it is written at once. */
    private static final long SETTLE_AT = 16 * 30_000;

    private static final int COMMITS = 2_000_000;

    private IndexProcess() {}

    static LedgerIndex open(Path file, ExecutorService settler) {
        return new LedgerIndex(new IndexSettings(file, 1), IndexModel.LEDGER, settler, SETTLE_AT);
    }

    /** What starts a small JVM with that class, on a file and the commits of a seed. */
    static List<String> command(Class<?> main, Path file, long seed) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName(),
                file.toString(),
                String.valueOf(seed));
    }

    public static void main(String[] arguments) {
        ExecutorService settler = Executors.newSingleThreadExecutor();
        LedgerIndex index = open(Path.of(arguments[0]), settler);
        IndexModel model = new IndexModel(new Random(Long.parseLong(arguments[1])));
        long held = index.head().commits();
        for (int i = 0; i < COMMITS; i++) {
            if (i < held) {
                model.next();
            } else {
                index.apply(model.next());
                index.acknowledge(i);
            }
        }
    }
}
