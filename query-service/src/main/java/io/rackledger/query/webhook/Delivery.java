package io.rackledger.query.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message to a webhook, with what became of it. Its id stays the same however often it is sent.
 *
 * @param attempts how often it was sent
 * @param nextAt   when it is sent (again); null where it isn't any more
 * @param lastAt   when it was sent last
 * @param status   of the last answer; null where there was none
 * @param error    why the last attempt failed; null where it didn't
 */
public record Delivery(
        String id,
        String webhook,
        Topic topic,
        String body,
        Instant createdAt,
        State state,
        int attempts,
        @Nullable Instant nextAt,
        @Nullable Instant lastAt,
        @Nullable Integer status,
        @Nullable String error) {
    /** What became of a delivery. */
    public enum State {
        /** It is still to be sent. */
        WAITING,
        /** The receiver has it. */
        DELIVERED,
        /** It was sent as often as it may be, and given up. */
        FAILED
    }

    static Delivery of(String id, String webhook, Topic topic, String body, Instant now) {
        return new Delivery(id, webhook, topic, body, now, State.WAITING, 0, now, null, null, null);
    }

    /** After an attempt that succeeded. */
    Delivery delivered(Instant now, int answer) {
        return new Delivery(
                id, webhook, topic, body, createdAt, State.DELIVERED, attempts + 1, null, now, answer, null);
    }

    /** After an attempt that failed; given up where there is no next one. */
    Delivery failed(Instant now, @Nullable Integer answer, String because, @Nullable Instant next) {
        State then = next == null ? State.FAILED : State.WAITING;
        return new Delivery(id, webhook, topic, body, createdAt, then, attempts + 1, next, now, answer, because);
    }
}
