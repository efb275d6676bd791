package io.rackledger.query.webhook;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.rackledger.events.wire.WireJson;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.follow.Follower;
import io.rackledger.query.follow.Image;
import io.rackledger.query.follow.Past;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Looks at the views as the ledger grows and time passes, and queues what webhooks ask for. Where a webhook was looked
 * for last is kept with its queue, and what was so then is answered from the past: after a restart it goes on from
 * there. While a webhook's queue is full it isn't looked for; it is told later, and loses nothing. Thread-safe: one
 * thread of its own does it all.
 *
 * <pre>
 * state   | when                                              | next
 * --------+---------------------------------------------------+---------------------------------------------
 * LOOKING | the ledger grew, or nothing came for a while      | LOOKING, at most five times a second
 * LOOKING | the follower isn't ready, or a view it needs halted | LOOKING, without moving
 * LOOKING | the database can't be reached                     | LOOKING, the same step is tried again
 * any     | closed                                            | ended
 * </pre>
 */
public final class Lookout implements AutoCloseable {
    /** How many deliveries may wait for a webhook before it isn't looked for. */
    public static final int MOST_WAITING = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(Lookout.class);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(10);
    private static final int MOST_AT_ONCE = 100;

    private final String ledger;
    private final Follower follower;
    private final Past past;
    private final WebhookStore store;
    private final List<Watched> watched;
    private final Clock clock;
    private final JsonMapper json = WireJson.strict()
            .rebuild()
            .changeDefaultPropertyInclusion(
                    inclusion -> inclusion.withValueInclusion(Include.ALWAYS).withContentInclusion(Include.ALWAYS))
            .build();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;
    private Map<Asked, Answer> known = new HashMap<>();

    private record Asked(String view, Map<String, String> parameters, Looked moment) {}

    public Lookout(
            String ledger, Follower follower, Past past, WebhookStore store, List<Watched> watched, Clock clock) {
        this.ledger = ledger;
        this.follower = follower;
        this.past = past;
        this.store = store;
        this.watched = List.copyOf(watched);
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("webhook-lookout").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Where a webhook begins that is made now. */
    public Looked now() {
        return new Looked(follower.image().size(), clock.instant());
    }

    /** Never interrupted: a database in a file doesn't bear it. */
    private void run() {
        Looked last = new Looked(0, Instant.EPOCH);
        try {
            while (!over.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS)) {
                Image image = follower.awaitSize(last.size() + 1, WAIT);
                Looked now = new Looked(image.size(), clock.instant());
                if (now.size() != last.size() || now.at().isAfter(last.at().plus(SILENCE))) {
                    look(image, now);
                    last = now;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Image image, Looked to) {
        boolean halted =
                watched.stream().flatMap(each -> each.view().folds().stream()).anyMatch(follower.halted()::containsKey);
        if (halted || !follower.ready()) {
            return;
        }
        try {
            Map<Asked, Answer> before = known;
            known = new HashMap<>();
            for (Webhook webhook : store.all()) {
                look(webhook, to, image, before);
            }
        } catch (RuntimeException e) {
            LOG.warn("Webhooks wait; what they ask for is looked at again", e);
        }
    }

    private void look(Webhook webhook, Looked latest, Image image, Map<Asked, Answer> before) {
        Looked from = webhook.looked();
        boolean later = latest.size() >= from.size() && latest.at().isAfter(from.at());
        if (!later || store.waiting(webhook.id()) >= MOST_WAITING) {
            return;
        }
        Looked to = latest;
        List<Delivery> found = found(webhook, to, image, before);
        while (found.size() > MOST_AT_ONCE && to.size() > from.size() + 1) {
            to = new Looked(from.size() + (to.size() - from.size()) / 2, to.at());
            found = found(webhook, to, image, before);
        }
        boolean due = !to.at().isBefore(from.at().plus(SILENCE));
        if (!found.isEmpty() || due) {
            store.looked(webhook, to, found);
        }
    }

    private List<Delivery> found(Webhook webhook, Looked to, Image image, Map<Asked, Answer> before) {
        List<Delivery> found = new ArrayList<>();
        for (Watched each : watched) {
            if (webhook.on().contains(each.topic())) {
                Map<String, String> parameters = each.parameters(webhook);
                Answer then = answer(each, parameters, webhook.looked(), image, before);
                Answer now = answer(each, parameters, to, image, before);
                each.alerts(webhook, then, now).forEach(alert -> found.add(delivery(webhook, each, alert, to)));
            }
        }
        return found;
    }

    /** Each answer once for all webhooks; those of the last look are remembered for the next. */
    private Answer answer(
            Watched view, Map<String, String> parameters, Looked moment, Image image, Map<Asked, Answer> before) {
        return known.computeIfAbsent(new Asked(view.view().name(), parameters, moment), asked -> {
            Answer remembered = before.get(asked);
            return remembered == null ? view.at(moment, parameters, image, past) : remembered;
        });
    }

    private Delivery delivery(Webhook webhook, Watched view, Alert alert, Looked to) {
        ObjectNode body = json.createObjectNode()
                .put("type", alert.topic().wireName())
                .put("timestamp", to.at().toString());
        ObjectNode data = body.putObject("data")
                .put("ledger", ledger)
                .put("view", view.view().name())
                .put("party", webhook.party())
                .put("position", to.size() - 1)
                .put("validAsOf", to.at().toString());
        alert.data().forEach((name, figure) -> data.set(name, json.valueToTree(figure)));
        return Delivery.of(
                id(webhook, view, alert), webhook.id(), alert.topic(), json.writeValueAsString(body), to.at());
    }

    /** Follows from where the webhook was looked for last: the same step, taken again, has the same id. */
    private static String id(Webhook webhook, Watched view, Alert alert) {
        Looked from = webhook.looked();
        String step = String.join("\n", webhook.id(), view.view().name(), alert.key(), from.size() + "@" + from.at());
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(step.getBytes(StandardCharsets.UTF_8));
            return "msg_" + HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() {
        over.countDown();
        try {
            thread.join(CLOSE_LIMIT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
