package io.rackledger.query.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Where the webhooks of one ledger are kept, with what waits for each. Thread-safe. */
public interface WebhookStore {
    /** All, the oldest first. */
    List<Webhook> all();

    Optional<Webhook> find(String id);

    void add(Webhook webhook);

    /** Forgets a webhook, and what waits for it; tells whether there was one. */
    boolean remove(String id);

    /**
     * Notes that the views were looked at, and queues what was found, in one transaction.
     *
     * @return whether it was; not if the webhook is gone, or somebody else has looked since
     */
    boolean looked(Webhook webhook, Looked to, List<Delivery> found);

    /** How many deliveries wait for a webhook. */
    int waiting(String webhook);

    /** At most so many deliveries of each webhook that are to be sent by now, those that are due longest first. */
    List<Delivery> due(Instant now, int most);

    /** Notes what became of an attempt, and keeps at most so many of the webhook's deliveries that don't wait. */
    void attempted(Delivery delivery, int kept);

    /** At most so many of a webhook's deliveries, the latest first. */
    List<Delivery> deliveries(String webhook, int most);
}
