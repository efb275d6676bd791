package io.rackledger.ledger;

import io.rackledger.format.Criterion;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Writes an index until that fails, while it is read: the commits of a seed. Exit status: 0 if it failed. */
final class IndexWithoutRoom {
    private static final int COMMITS = 100_000;
    private static final List<Criterion> PAID = List.of(Criterion.of(Set.of("paid"), Set.of()));

    private IndexWithoutRoom() {}

    public static void main(String[] arguments) {
        ExecutorService settler = Executors.newSingleThreadExecutor();
        LedgerIndex index = IndexProcess.open(Path.of(arguments[0]), settler);
        Thread reader = Thread.ofPlatform().daemon().start(() -> read(index));
        IndexModel model = new IndexModel(new Random(Long.parseLong(arguments[1])));
        for (int i = 0; i < COMMITS && index.failure().isEmpty(); i++) {
            index.apply(model.next());
            index.acknowledge(i);
        }
        reader.interrupt();
        System.out.println(index.failure());
        settler.shutdownNow();
        index.abandon();
        System.exit(index.failure().isEmpty() ? 1 : 0);
    }

    private static void read(LedgerIndex index) {
        while (index.failure().isEmpty()) {
            index.firstMatch(PAID, 0);
        }
    }
}
