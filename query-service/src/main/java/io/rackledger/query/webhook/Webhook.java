package io.rackledger.query.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is told.
 *
 * @param secret what deliveries are signed with: {@code whsec_} and base64
 * @param party  only what concerns it: its own risk, what it buys, what was flagged about it; null for all
 */
public record Webhook(
        String id,
        URI url,
        String secret,
        Set<Topic> on,
        @Nullable String party,
        Instant createdAt,
        Looked looked) {
    public Webhook {
        on = Set.copyOf(on);
    }
}
