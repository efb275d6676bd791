package io.rackledger.ledger.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rackledger.broker.EmbeddedBroker;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members of a group on a real broker. */
class LedgerGroupTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() throws Exception {
        broker = EmbeddedBroker.start(directory);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    /** A member, and what it was told last. */
    private static final class Joined implements AutoCloseable {
        final Instance self;
        final LedgerGroup group;
        volatile Set<String> ready = Set.of();
        volatile Map<String, Instance> writers = Map.of();

        Joined(String name, String group, Duration session, String... topics) {
            self = new Instance(name, URI.create("http://127.0.0.1:8081/" + name));
            this.group = LedgerGroup.join(
                    new LedgerGroupConfig(broker.bootstrapServers(), group, self, List.of(topics), session, Map.of()),
                    () -> ready,
                    told -> writers = told);
        }

        void awaitWriter(String topic, Joined writer) {
            await().atMost(LIMIT).until(() -> writer.self.equals(writers.get(topic)));
        }

        @Override
        public void close() {
            group.close();
        }
    }

    private static Joined join(String name, String group, String... topics) {
        return new Joined(name, group, Duration.ofSeconds(1), topics);
    }

    @Test
    void everyone_knows_who_writes_and_the_next_one_does_as_soon_as_that_one_leaves() {
        Duration session = Duration.ofSeconds(25);
        try (Joined first = new Joined("first", "leaving", session, "a-ledger")) {
            first.awaitWriter("a-ledger", first);
            try (Joined second = new Joined("second", "leaving", session, "a-ledger")) {
                second.awaitWriter("a-ledger", first);
                long begin = System.nanoTime();
                first.close();
                second.awaitWriter("a-ledger", second);

                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
            }
        }
    }

    @Test
    void ledgers_are_shared_with_a_newcomer_when_it_has_read_them() {
        try (Joined first = join("first", "sharing", "one", "two")) {
            first.ready = Set.of("one", "two");
            first.awaitWriter("two", first);
            try (Joined second = join("second", "sharing", "one", "two")) {
                second.awaitWriter("one", first);
                second.awaitWriter("two", first);
                second.ready = Set.of("one", "two");
                await().atMost(LIMIT)
                        .until(() -> Set.copyOf(first.writers.values()).equals(Set.of(first.self, second.self)));
                await().atMost(LIMIT).until(() -> second.writers.equals(first.writers));
            }
        }
    }

    @Test
    void a_session_that_the_broker_does_not_allow_is_made_longer() {
        try (Joined hasty = new Joined("hasty", "hasty", Duration.ofMillis(400), "a-ledger")) {
            hasty.awaitWriter("a-ledger", hasty);
        }
    }

    @Test
    void what_a_member_says_survives_the_way_and_what_strangers_say_is_nothing() {
        Claim claim = new Claim(
                new Instance("id", URI.create("http://127.0.0.1:8081")), 3, Set.of("one"), Set.of("one", "two"));
        Roster roster = new Roster(Map.of("one", claim.instance()), 2);

        assertThat(Claim.decode(claim.encode())).isEqualTo(claim);
        assertThat(Roster.decode(roster.encode())).isEqualTo(roster);
        for (ByteBuffer strange : List.of(
                ByteBuffer.allocate(0), ByteBuffer.wrap(new byte[] {1, 0, 9, 1}), ByteBuffer.wrap(new byte[] {2}))) {
            assertThat(Claim.decode(strange)).isNull();
            assertThat(Roster.decode(strange)).isNull();
        }
    }
}
