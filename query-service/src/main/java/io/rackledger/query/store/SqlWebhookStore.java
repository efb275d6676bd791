package io.rackledger.query.store;

import io.rackledger.query.webhook.Delivery;
import io.rackledger.query.webhook.Looked;
import io.rackledger.query.webhook.Topic;
import io.rackledger.query.webhook.Webhook;
import io.rackledger.query.webhook.WebhookStore;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** The webhooks of one ledger in H2 or PostgreSQL. */
public final class SqlWebhookStore implements WebhookStore {
    private static final String WEBHOOK = "id, url, secret, topics, party, created_at, looked_size, looked_at";
    private static final String DELIVERY =
            "d.id, d.webhook, d.topic, d.body, d.created_at, d.state, d.attempts, d.next_at, d.last_at, d.last_status,"
                    + " d.last_error";

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final String ledger;

    public SqlWebhookStore(JdbcTemplate jdbc, TransactionTemplate transaction, String ledger) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.ledger = ledger;
    }

    @Override
    public List<Webhook> all() {
        return jdbc.query(
                "select " + WEBHOOK + " from webhook where ledger = ? order by created_at, id",
                (row, number) -> webhook(row),
                ledger);
    }

    @Override
    public Optional<Webhook> find(String id) {
        return jdbc
                .query(
                        "select " + WEBHOOK + " from webhook where ledger = ? and id = ?",
                        (row, number) -> webhook(row),
                        ledger,
                        id)
                .stream()
                .findFirst();
    }

    private static Webhook webhook(ResultSet row) throws SQLException {
        Set<Topic> topics = Arrays.stream(row.getString(4).split(",", -1))
                .map(Topic::valueOf)
                .collect(Collectors.toSet());
        return new Webhook(
                row.getString(1),
                URI.create(row.getString(2)),
                row.getString(3),
                topics,
                row.getString(5),
                instant(row, 6),
                new Looked(row.getLong(7), instant(row, 8)));
    }

    @Override
    public void add(Webhook webhook) {
        jdbc.update(
                "insert into webhook (ledger, " + WEBHOOK + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                ledger,
                webhook.id(),
                webhook.url().toString(),
                webhook.secret(),
                webhook.on().stream().map(Topic::name).sorted().collect(Collectors.joining(",")),
                webhook.party(),
                time(webhook.createdAt()),
                webhook.looked().size(),
                time(webhook.looked().at()));
    }

    @Override
    public boolean remove(String id) {
        return jdbc.update("delete from webhook where ledger = ? and id = ?", ledger, id) == 1;
    }

    @Override
    public boolean looked(Webhook webhook, Looked to, List<Delivery> found) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Looked from = webhook.looked();
            int moved = jdbc.update(
                    "update webhook set looked_size = ?, looked_at = ?"
                            + " where ledger = ? and id = ? and looked_size = ? and looked_at = ?",
                    to.size(),
                    time(to.at()),
                    ledger,
                    webhook.id(),
                    from.size(),
                    time(from.at()));
            if (moved == 1) {
                found.forEach(this::add);
            }
            return moved == 1;
        }));
    }

    private void add(Delivery delivery) {
        jdbc.update(
                "insert into webhook_delivery"
                        + " (id, webhook, topic, body, created_at, state, attempts, next_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?)",
                delivery.id(),
                delivery.webhook(),
                delivery.topic().name(),
                delivery.body(),
                time(delivery.createdAt()),
                delivery.state().name(),
                delivery.attempts(),
                time(delivery.nextAt()));
    }

    @Override
    public int waiting(String webhook) {
        Integer count = jdbc.queryForObject(
                "select count(*) from webhook_delivery where webhook = ? and state = 'WAITING'",
                Integer.class,
                webhook);
        return count == null ? 0 : count;
    }

    @Override
    public List<Delivery> due(Instant now, int most) {
        return jdbc.query(
                "select " + DELIVERY + " from (select m.*, row_number() over"
                        + " (partition by m.webhook order by m.next_at, m.created_at, m.id) as nth"
                        + " from webhook_delivery m join webhook w on w.id = m.webhook"
                        + " where w.ledger = ? and m.state = 'WAITING' and m.next_at <= ?) d"
                        + " where d.nth <= ? order by d.next_at, d.created_at, d.id",
                (row, number) -> delivery(row),
                ledger,
                time(now),
                most);
    }

    @Override
    public List<Delivery> deliveries(String webhook, int most) {
        return jdbc.query(
                "select " + DELIVERY + " from webhook_delivery d where d.webhook = ?"
                        + " order by d.created_at desc, d.id fetch first " + most + " rows only",
                (row, number) -> delivery(row),
                webhook);
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        int status = row.getInt(10);
        boolean unanswered = row.wasNull();
        return new Delivery(
                row.getString(1),
                row.getString(2),
                Topic.valueOf(row.getString(3)),
                row.getString(4),
                instant(row, 5),
                Delivery.State.valueOf(row.getString(6)),
                row.getInt(7),
                instantOrNull(row, 8),
                instantOrNull(row, 9),
                unanswered ? null : (Integer) status,
                row.getString(11));
    }

    @Override
    public void attempted(Delivery delivery, int kept) {
        transaction.executeWithoutResult(status -> {
            jdbc.update(
                    "update webhook_delivery set state = ?, attempts = ?, next_at = ?, last_at = ?, last_status = ?,"
                            + " last_error = ? where id = ?",
                    delivery.state().name(),
                    delivery.attempts(),
                    time(delivery.nextAt()),
                    time(delivery.lastAt()),
                    delivery.status(),
                    delivery.error(),
                    delivery.id());
            jdbc.update(
                    "delete from webhook_delivery where webhook = ? and state <> 'WAITING' and id not in"
                            + " (select id from webhook_delivery where webhook = ? and state <> 'WAITING'"
                            + " order by last_at desc, id fetch first " + kept + " rows only)",
                    delivery.webhook(),
                    delivery.webhook());
        });
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static @Nullable Instant instantOrNull(ResultSet row, int column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
