package io.rackledger.query.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what waits for webhooks, at least once and always under the same id: a receiver that has seen an id has seen the
 * message. One at a time for each webhook, so that a slow receiver holds up no other. Thread-safe.
 *
 * <pre>
 * state   | when                                     | next
 * --------+------------------------------------------+--------------------------------------
 * WAITING | the receiver answers 2xx                 | DELIVERED
 * WAITING | it answers 410                           | the webhook is removed, with its queue
 * WAITING | anything else, and attempts are left     | WAITING, for longer each time
 * WAITING | anything else, after the last attempt    | FAILED
 * </pre>
 */
public final class Courier implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(20);
    private static final int MOST_IN_FLIGHT = 16;
    private static final int MOST_IN_A_ROW = 20;
    private static final int GONE = 410;
    private static final int LONGEST_ERROR = 200;

    /** How many deliveries that don't wait are kept for each webhook. */
    public static final int KEPT = 50;

    private final WebhookStore store;
    private final Receivers receivers;
    private final Retries retries;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    private final ExecutorService senders = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;

    /** Why what is due can't be read, as was last said; empty while it can. Touched by the thread only. */
    private String trouble = "";

    public Courier(WebhookStore store, Receivers receivers, Retries retries, Clock clock) {
        this.store = store;
        this.receivers = receivers;
        this.retries = retries;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("webhook-courier").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void run() {
        try {
            while (!over.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS)) {
                sendWhatIsDue();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void sendWhatIsDue() {
        try {
            Map<String, List<Delivery>> due = store.due(now(), MOST_IN_A_ROW).stream()
                    .collect(Collectors.groupingBy(Delivery::webhook, LinkedHashMap::new, Collectors.toList()));
            due.forEach((webhook, deliveries) -> {
                if (inFlight.size() < MOST_IN_FLIGHT && inFlight.add(webhook)) {
                    senders.execute(() -> sendInTurn(webhook, deliveries));
                }
            });
            trouble = "";
        } catch (RuntimeException e) {
            if (!trouble.equals(e.toString())) {
                trouble = e.toString();
                LOG.warn("Deliveries to webhooks wait", e);
            }
        }
    }

    /** Until one fails: the next ones come again soon, and that one later. */
    private void sendInTurn(String id, List<Delivery> deliveries) {
        try {
            Webhook webhook = store.find(id).orElse(null);
            for (Delivery delivery : deliveries) {
                if (webhook == null || over.getCount() == 0 || !send(webhook, delivery)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("Deliveries to webhook {} are sent again, under the same ids", id, e);
        } finally {
            inFlight.remove(id);
        }
    }

    private boolean send(Webhook webhook, Delivery delivery) throws InterruptedException {
        String refusal = receivers.refusal(webhook.url());
        if (refusal != null) {
            return failed(delivery, null, refusal);
        }
        try {
            int status = post(webhook, delivery);
            if (status == GONE) {
                LOG.info("The receiver of webhook {} is gone; it is removed", webhook.id());
                store.remove(webhook.id());
                return false;
            }
            if (status / 100 == 2) {
                store.attempted(delivery.delivered(now(), status), KEPT);
                return true;
            }
            return failed(delivery, status, "answered with status " + status);
        } catch (IOException e) {
            return failed(delivery, null, e.toString());
        }
    }

    /** Returns the status; what else the receiver says is not read. */
    private int post(Webhook webhook, Delivery delivery) throws IOException, InterruptedException {
        Instant at = now();
        HttpRequest request = HttpRequest.newBuilder(webhook.url())
                .timeout(ANSWER_LIMIT)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Rackledger")
                .header("webhook-id", delivery.id())
                .header("webhook-timestamp", String.valueOf(at.getEpochSecond()))
                .header("webhook-signature", Signature.of(webhook.secret(), delivery.id(), at, delivery.body()))
                .POST(HttpRequest.BodyPublishers.ofString(delivery.body()))
                .build();
        HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        response.body().close();
        return response.statusCode();
    }

    private boolean failed(Delivery delivery, @Nullable Integer status, String because) {
        Duration wait = retries.after(delivery.attempts() + 1);
        String error = because.substring(0, Math.min(LONGEST_ERROR, because.length()));
        store.attempted(delivery.failed(now(), status, error, wait == null ? null : now().plus(wait)), KEPT);
        return false;
    }

    @Override
    public void close() {
        over.countDown();
        senders.shutdown();
        try {
            thread.join(CLOSE_LIMIT);
            if (!senders.awaitTermination(CLOSE_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Some deliveries did not end in time; they are sent again, under the same ids");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.shutdownNow();
    }
}
