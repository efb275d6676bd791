package io.rackledger.query.serve;

import io.rackledger.query.webhook.Delivery;
import io.rackledger.query.webhook.Lookout;
import io.rackledger.query.webhook.Receivers;
import io.rackledger.query.webhook.Topic;
import io.rackledger.query.webhook.Webhook;
import io.rackledger.query.webhook.WebhookStore;
import io.rackledger.web.Problems;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks: made, listed, looked into and removed. A secret is shown once, and only where it was made here. */
@RestController
final class WebhookController {
    private static final int MOST_WEBHOOKS = 100;
    private static final int MOST_BYTES = 16_384;
    private static final int SHOWN_DELIVERIES = 20;

    private final WebhookStore store;
    private final Lookout lookout;
    private final Receivers receivers;
    private final Clock clock;

    WebhookController(WebhookStore store, Lookout lookout, Receivers receivers, Clock clock) {
        this.store = store;
        this.lookout = lookout;
        this.receivers = receivers;
        this.clock = clock;
    }

    @PostMapping("/api/webhooks")
    ResponseEntity<?> create(HttpServletRequest http) throws IOException {
        byte[] body = http.getInputStream().readNBytes(MOST_BYTES + 1);
        if (body.length > MOST_BYTES) {
            return problem(HttpStatus.CONTENT_TOO_LARGE, "a webhook's body has at most " + MOST_BYTES + " bytes");
        }
        WebhookRequest request = WebhookRequest.read(body, receivers);
        if (store.all().size() >= MOST_WEBHOOKS) {
            return problem(HttpStatus.CONFLICT, "there are " + MOST_WEBHOOKS + " webhooks, and no more may be");
        }
        Webhook webhook = new Webhook(
                UUID.randomUUID().toString(),
                request.url(),
                request.secret(),
                request.on(),
                request.party(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                lookout.now());
        store.add(webhook);
        Map<String, @Nullable Object> answer = described(webhook);
        if (request.isOwnSecret()) {
            answer.put("secret", webhook.secret());
        }
        return ResponseEntity.created(URI.create("/api/webhooks/" + webhook.id()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(answer);
    }

    @GetMapping("/api/webhooks")
    Object list() {
        return Map.of("webhooks", store.all().stream().map(this::described).toList());
    }

    @GetMapping("/api/webhooks/{id}")
    ResponseEntity<?> get(@PathVariable String id) {
        Webhook webhook = store.find(id).orElse(null);
        if (webhook == null) {
            return unknown(id);
        }
        Map<String, @Nullable Object> answer = described(webhook);
        answer.put(
                "deliveries",
                store.deliveries(id, SHOWN_DELIVERIES).stream()
                        .map(WebhookController::described)
                        .toList());
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(answer);
    }

    @DeleteMapping("/api/webhooks/{id}")
    ResponseEntity<?> remove(@PathVariable String id) {
        return store.remove(id) ? ResponseEntity.noContent().build() : unknown(id);
    }

    private Map<String, @Nullable Object> described(Webhook webhook) {
        Map<String, @Nullable Object> description = new LinkedHashMap<>();
        description.put("id", webhook.id());
        description.put("url", webhook.url().toString());
        description.put(
                "on", webhook.on().stream().map(Topic::wireName).sorted().toList());
        description.put("party", webhook.party());
        description.put("createdAt", webhook.createdAt().toString());
        description.put("position", webhook.looked().size() - 1);
        description.put("waiting", store.waiting(webhook.id()));
        return description;
    }

    private static Map<String, @Nullable Object> described(Delivery delivery) {
        Map<String, @Nullable Object> description = new LinkedHashMap<>();
        description.put("id", delivery.id());
        description.put("type", delivery.topic().wireName());
        description.put("createdAt", delivery.createdAt().toString());
        description.put("state", delivery.state().name());
        description.put("attempt", delivery.attempts());
        description.put("when", text(delivery.lastAt()));
        description.put("status", delivery.status());
        description.put("error", delivery.error());
        description.put("next", text(delivery.nextAt()));
        return description;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static ResponseEntity<?> unknown(String id) {
        return problem(HttpStatus.NOT_FOUND, "there is no webhook '" + id + "'; GET /api/webhooks lists them");
    }

    private static ResponseEntity<?> problem(HttpStatus status, String detail) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(status, detail));
    }
}
