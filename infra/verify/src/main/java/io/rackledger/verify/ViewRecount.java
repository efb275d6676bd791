package io.rackledger.verify;

import io.rackledger.format.Commit;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/**
 * Works views out from the events of a ledger. Whoever knows events and views provides it, see
 * {@link java.util.ServiceLoader}: the verifier knows neither. For one thread.
 */
public interface ViewRecount {
    /** A question that an export of views answers: a view, and all of its parameters. */
    record Asked(String view, Map<String, String> parameters) {
        public Asked {
            parameters = Map.copyOf(parameters);
        }

        /** As people read it. */
        @Override
        public String toString() {
            return "view " + view + (parameters.isEmpty() ? "" : " " + new TreeMap<>(parameters));
        }
    }

    /** All questions that an export answers, each once. */
    List<Asked> asked();

    /**
     * Takes the next commit, which was verified.
     *
     * @throws RuntimeException if an event in it can't be read
     */
    void take(Commit commit);

    /**
     * What a view answers.
     *
     * @param asked     one of {@link #asked}
     * @param size      of the ledger that is known to it, at most what was taken
     * @param validAsOf what happened in the world until then counts
     * @return {@code totals} and {@code rows}
     * @throws RuntimeException if the view can't be answered so
     */
    JsonNode answer(Asked asked, long size, Instant validAsOf);
}
