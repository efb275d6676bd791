package io.rackledger.bench;

import io.rackledger.bench.Changes.Acknowledged;
import io.rackledger.bench.Subscribers.Seen;
import io.rackledger.load.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

/** How soon subscribers see what changes, and in how many frames. */
final class Subscribing {
    private static final int CHANGES_PER_SECOND = 100;
    private static final int WARM_UP_SECONDS = 3;
    private static final Figures.Goal MOST_FRAMES = Figures.Goal.atMost(5);
    private static final Duration SEEN_LIMIT = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Service service;
    private final Figures figures;
    private final Changes changes;

    Subscribing(Service commands, Service service, Figures figures, int orders) {
        this.service = service;
        this.figures = figures;
        this.changes = new Changes(commands, orders);
    }

    void measure(int count, int seconds) throws IOException, InterruptedException {
        String who = String.format(Locale.ROOT, "%,d subscribers", count);
        try (Subscribers subscribers =
                Subscribers.of(service.address().resolve("/api/views/vendor-share/stream"), count)) {
            List<Acknowledged> warm = changes.send(0, WARM_UP_SECONDS * CHANGES_PER_SECOND, CHANGES_PER_SECOND);
            awaitSeen(subscribers, warm.getLast().position());
            long begin = System.nanoTime();
            List<Acknowledged> sent = changes.send(warm.size(), seconds * CHANGES_PER_SECOND, CHANGES_PER_SECOND);
            double took = (System.nanoTime() - begin) / 1e9;
            long end = System.nanoTime();
            List<List<Seen>> seen = awaitSeen(subscribers, sent.getLast().position());
            figures.add(who + ": changes acknowledged", sent.size() / took, "/s", null, "");
            figures.add(who + ": frames to each, most", mostFrames(seen, begin, end) / took, "/s", MOST_FRAMES, "");
            figures.add(who + ": acknowledged to seen", lags(sent, seen), null, "");
            figures.add(who + ": streams that ended", subscribers.gone(), "", Figures.Goal.atMost(0), "");
            figures.heap("with " + who);
        }
    }

    private static List<List<Seen>> awaitSeen(Subscribers subscribers, long position)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + SEEN_LIMIT.toNanos();
        while (true) {
            List<List<Seen>> seen = subscribers.seen();
            long late = seen.stream()
                    .filter(each -> each.getLast().position() < position)
                    .count();
            if (late == 0) {
                return seen;
            }
            if (System.nanoTime() > end) {
                throw new IOException(late + " subscribers did not see " + position + " within " + SEEN_LIMIT);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_LOOKS.toMillis()));
        }
    }

    private static long mostFrames(List<List<Seen>> seen, long begin, long end) {
        return seen.stream()
                .mapToLong(each -> each.stream()
                        .filter(frame -> frame.nanos() >= begin && frame.nanos() <= end)
                        .count())
                .max()
                .orElse(0);
    }

    /** From each acknowledgement to each first frame that shows it; who was told before had none. */
    private static Latencies lags(List<Acknowledged> sent, List<List<Seen>> seen) {
        return Latencies.of(
                seen.stream().flatMapToLong(each -> lags(sent, each)).toArray());
    }

    private static LongStream lags(List<Acknowledged> sent, Iterable<Seen> frames) {
        LongStream.Builder lags = LongStream.builder();
        int next = 0;
        for (Seen frame : frames) {
            while (next < sent.size() && sent.get(next).position() <= frame.position()) {
                lags.add(Math.max(0, frame.nanos() - sent.get(next).nanos()));
                next++;
            }
        }
        return lags.build();
    }
}
