package io.rackledger.query.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A client that doesn't read is neither dropped nor waited for, and is then told all that it missed at once. */
@Tag("both-databases")
class SlowSubscriberTest {
    private static final int VENDORS = 200;
    private static final int BUFFER = 8_192;
    private static final int STEPS = 25;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String VIEW = "/api/views/vendor-share";

    @Test
    void who_reads_late_gets_one_change_for_all_that_it_missed() {
        long seed = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Deals deals = new Deals(new Random(seed), VENDORS);
        deals.grow(400);
        try (QueryServer server = QueryServer.start(deals.ledger(), "--rackledger.test.send-buffer=" + BUFFER);
                Wire slow = new Wire(server.port(), BUFFER);
                Wire quick = new Wire(server.port())) {
            slow.openStream(VIEW + "/stream", null);
            quick.openStream(VIEW + "/stream", null);
            Replica late = new Replica();
            late.apply(Objects.requireNonNull(slow.next()));
            Replica current = new Replica();
            current.apply(Objects.requireNonNull(quick.next()));
            for (int step = 0; step < STEPS; step++) {
                deals.grow(10);
                while (current.position() < deals.history().size() - 1) {
                    current.apply(Objects.requireNonNull(quick.next()));
                }
            }

            int frames = 0;
            long jump = 0;
            while (late.position() < current.position()) {
                long position = late.position();
                late.apply(Objects.requireNonNull(slow.next()));
                jump = Math.max(jump, late.position() - position);
                frames++;
            }
            System.out.println(frames + " frames after " + STEPS + " steps, one over " + jump + " events");
            assertThat(frames).isLessThan(STEPS / 2);
            assertThat(jump).isGreaterThan(10L * STEPS / 2);
            assertThat(late.known()).isEqualTo(current.known());
            assertThat(server.part(Channels.class).size()).isEqualTo(1);
        }
    }

    @Test
    void a_channel_goes_away_with_its_last_subscriber() {
        Deals deals = new Deals(new Random(1), 3);
        deals.grow(20);
        try (QueryServer server = QueryServer.start(deals.ledger())) {
            Channels channels = server.part(Channels.class);
            try (Wire one = Wire.stream(server.port(), VIEW + "/stream", null);
                    Wire same = Wire.stream(server.port(), VIEW + "/stream?basis=COMMITTED", null);
                    Wire other = Wire.stream(server.port(), VIEW + "/stream?basis=OPEN", null)) {
                assertThat(one.next()).isNotNull();
                assertThat(same.next()).isNotNull();
                assertThat(other.next()).isNotNull();
                assertThat(channels.size()).isEqualTo(2);
            }
            await().atMost(LIMIT).until(() -> {
                deals.grow(1);
                return channels.size() == 0;
            });
        }
    }
}
