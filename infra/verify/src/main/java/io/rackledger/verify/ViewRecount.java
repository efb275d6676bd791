package io.rackledger.verify;

import io.rackledger.format.Commit;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Works views out from the events of a ledger. Whoever knows events and views provides it, see
 * {@link java.util.ServiceLoader}: the verifier knows neither. For one thread.
 */
public interface ViewRecount {
    /**
     * Takes the next commit, which was verified.
     *
     * @throws RuntimeException if an event in it can't be read
     */
    void take(Commit commit);

    /**
     * What a view answers.
     *
     * @param size      of the ledger that is known to it, at most what was taken
     * @param validAsOf what happened in the world until then counts
     * @return {@code totals} and {@code rows}; null if there is no such view
     * @throws RuntimeException if the view can't be answered so
     */
    @Nullable
    JsonNode answer(String view, Map<String, String> parameters, long size, Instant validAsOf);
}
