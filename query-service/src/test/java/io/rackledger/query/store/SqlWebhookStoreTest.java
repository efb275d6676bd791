package io.rackledger.query.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.query.webhook.Delivery;
import io.rackledger.query.webhook.Looked;
import io.rackledger.query.webhook.Topic;
import io.rackledger.query.webhook.Webhook;
import io.rackledger.query.webhook.WebhookStore;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Webhooks and their queues on a real H2 and a real PostgreSQL. */
class SqlWebhookStoreTest {
    private static final Instant NOW = Instant.parse("2026-03-02T09:00:00.123Z");
    private static final Webhook WEBHOOK = new Webhook(
            "w-1",
            URI.create("http://127.0.0.1:9000/hook"),
            "whsec_secret",
            Set.of(Topic.ANOMALY, Topic.BAND_CHANGE),
            null,
            NOW,
            new Looked(7, NOW));

    private static EmbeddedPostgres postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = EmbeddedPostgres.builder().start();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    private static WebhookStore store(String kind) {
        DataSource source;
        if (kind.equals("H2")) {
            JdbcDataSource h2 = new JdbcDataSource();
            h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            source = h2;
        } else {
            String name = "test_" + UUID.randomUUID().toString().replace('-', '_');
            new JdbcTemplate(postgres.getPostgresDatabase()).execute("create database " + name);
            source = postgres.getDatabase("postgres", name);
        }
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/query")
                .load()
                .migrate();
        WebhookStore store = new SqlWebhookStore(
                new JdbcTemplate(source), new TransactionTemplate(new DataSourceTransactionManager(source)), "main");
        store.add(WEBHOOK);
        return store;
    }

    private static Delivery delivery(String id, Instant due) {
        return new Delivery(id, "w-1", Topic.ANOMALY, "{}", NOW, Delivery.State.WAITING, 0, due, null, null, null);
    }

    private static Delivery tried(Delivery delivery, Delivery.State state) {
        boolean failed = state == Delivery.State.FAILED;
        return new Delivery(
                delivery.id(),
                delivery.webhook(),
                delivery.topic(),
                delivery.body(),
                delivery.createdAt(),
                state,
                1,
                null,
                NOW,
                failed ? null : (Integer) 204,
                failed ? "no answer" : null);
    }

    @ParameterizedTest
    @ValueSource(strings = {"H2", "POSTGRESQL"})
    void a_webhook_is_found_as_it_was_added_until_it_is_removed(String kind) {
        WebhookStore store = store(kind);

        assertThat(store.all()).containsExactly(WEBHOOK);
        assertThat(store.find("w-1")).contains(WEBHOOK);
        assertThat(store.looked(WEBHOOK, new Looked(8, NOW.plusSeconds(1)), List.of(delivery("d-1", NOW))))
                .isTrue();
        assertThat(store.remove("w-1")).isTrue();
        assertThat(store.remove("w-1")).isFalse();
        assertThat(store.due(NOW, 10)).isEmpty();
        assertThat(store.deliveries("w-1", 10)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"H2", "POSTGRESQL"})
    void what_is_found_is_queued_with_the_step_that_found_it_and_once_only(String kind) {
        WebhookStore store = store(kind);
        Looked to = new Looked(9, NOW.plusSeconds(1));

        assertThat(store.looked(WEBHOOK, to, List.of(delivery("d-1", NOW)))).isTrue();
        assertThat(store.looked(WEBHOOK, to, List.of(delivery("d-2", NOW)))).isFalse();

        assertThat(store.find("w-1").orElseThrow().looked()).isEqualTo(to);
        assertThat(store.due(NOW, 10)).containsExactly(delivery("d-1", NOW));
        assertThat(store.waiting("w-1")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"H2", "POSTGRESQL"})
    void what_is_due_comes_in_turn_and_of_what_was_sent_the_last_is_kept(String kind) {
        WebhookStore store = store(kind);
        Delivery first = delivery("d-1", NOW);
        Delivery second = delivery("d-2", NOW.plusSeconds(1));
        Delivery later = delivery("d-3", NOW.plusSeconds(60));
        store.looked(WEBHOOK, new Looked(8, NOW.plusSeconds(1)), List.of(later, second, first));

        assertThat(store.due(NOW.plusSeconds(2), 10)).containsExactly(first, second);
        assertThat(store.due(NOW.plusSeconds(2), 1)).containsExactly(first);

        store.attempted(tried(first, Delivery.State.DELIVERED), 1);
        assertThat(store.deliveries("w-1", 10)).contains(tried(first, Delivery.State.DELIVERED));
        store.attempted(tried(second, Delivery.State.FAILED), 2);
        assertThat(store.deliveries("w-1", 10))
                .containsExactlyInAnyOrder(
                        tried(first, Delivery.State.DELIVERED), tried(second, Delivery.State.FAILED), later);
        store.attempted(tried(later, Delivery.State.DELIVERED), 1);
        assertThat(store.deliveries("w-1", 10)).hasSize(1);
    }
}
