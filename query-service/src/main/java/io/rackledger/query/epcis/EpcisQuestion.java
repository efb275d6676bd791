package io.rackledger.query.epcis;

import io.rackledger.events.OrderId;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.WholeNumber;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which part of the ledger is asked for.
 *
 * @param from  the first position
 * @param to    the last position
 * @param order of which alone; null for all
 * @param limit how many events of the ledger to tell, each of which is one event of EPCIS or several
 */
record EpcisQuestion(long from, long to, @Nullable OrderId order, int limit) {
    private static final int DEFAULT_LIMIT = 100;
    private static final int MOST = 1_000;
    private static final Set<String> PARAMETERS = Set.of("from", "to", "order", "limit");

    /** @throws BadQuestionException naming the parameter that is unknown or makes no sense */
    static EpcisQuestion read(Map<String, String> query) {
        query.keySet().stream()
                .filter(name -> !PARAMETERS.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new BadQuestionException(
                            name,
                            "no such parameter; known are "
                                    + PARAMETERS.stream().sorted().toList());
                });
        long from = WholeNumber.of(query, "from", 0, 0, Long.MAX_VALUE - 1);
        long to = WholeNumber.of(query, "to", Long.MAX_VALUE - 1, 0, Long.MAX_VALUE - 1);
        if (to < from) {
            throw new BadQuestionException("to", "not below from, " + from);
        }
        int limit = (int) WholeNumber.of(query, "limit", DEFAULT_LIMIT, 1, MOST);
        return new EpcisQuestion(from, to, order(query.get("order")), limit);
    }

    private static @Nullable OrderId order(@Nullable String text) {
        try {
            return text == null ? null : new OrderId(text);
        } catch (IllegalArgumentException e) {
            throw new BadQuestionException("order", String.valueOf(e.getMessage()));
        }
    }
}
