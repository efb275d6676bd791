package io.rackledger.ledger;

import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Writes an index until it is killed: the commits of a seed, from where the index ends. */
final class IndexProcess {
    private static final long SETTLE_AT = 30_000;
    private static final int COMMITS = 2_000_000;

    private IndexProcess() {}

    static LedgerIndex open(Path file, ExecutorService settler) {
        return new LedgerIndex(new IndexSettings(file, 1), IndexModel.LEDGER, settler, SETTLE_AT);
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
