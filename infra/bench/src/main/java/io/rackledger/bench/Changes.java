package io.rackledger.bench;

import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Deliveries that are recorded at a steady rate, however long each takes. */
final class Changes {
    private static final long LIMIT_SECONDS = 120;

    private final Service commands;
    private final int orders;
    private volatile @Nullable Exception failure;

    /** A change that was acknowledged. */
    record Acknowledged(long position, long nanos) {}

    Changes(Service commands, int orders) {
        this.commands = commands;
        this.orders = orders;
    }

    /** Sends so many, numbered from {@code first} on, and tells when each was acknowledged, by position. */
    List<Acknowledged> send(int first, int count, int perSecond) throws IOException, InterruptedException {
        Queue<Acknowledged> acknowledged = new ConcurrentLinkedQueue<>();
        CountDownLatch done = new CountDownLatch(count);
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = begin + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            int number = first + i;
            Thread.ofVirtual().start(() -> {
                record(number, acknowledged);
                done.countDown();
            });
        }
        if (!done.await(LIMIT_SECONDS, TimeUnit.SECONDS) || failure != null) {
            throw new IOException("changes were not taken", failure);
        }
        return acknowledged.stream()
                .sorted(Comparator.comparingLong(Acknowledged::position))
                .toList();
    }

    private void record(int number, Queue<Acknowledged> acknowledged) {
        try {
            long position = commands.post("/api/commands/record-delivery", body(number))
                    .path("position")
                    .asLong();
            acknowledged.add(new Acknowledged(position, System.nanoTime()));
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String body(int number) {
        String order = LargeHistory.orderId(number % orders).value();
        return """
                {"delivery": "late-delivery-%d", "order": "%s", "lot": "%s-lot-1",
                "measures": {"racks": 1, "gpus": 64, "value": {"amount": "3750000.00", "currency": "USD"}}}""".formatted(number, order, order);
    }
}
