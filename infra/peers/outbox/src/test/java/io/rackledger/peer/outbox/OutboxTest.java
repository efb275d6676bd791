package io.rackledger.peer.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.load.ClosedLoop;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OutboxTest {
    @Test
    void each_shift_adds_one_event_or_is_told_to_have_changed_nothing() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start();
                Outbox outbox = new Outbox(postgres.getJdbcUrl("postgres", "postgres"))) {
            AtomicLong sent = new AtomicLong();
            ClosedLoop.run(
                    () -> {
                        sent.incrementAndGet();
                        return outbox.shift();
                    },
                    16,
                    Duration.ofSeconds(1));
            assertThat(outbox.events()).isPositive().isEqualTo(sent.get() - outbox.refused());
        }
    }
}
