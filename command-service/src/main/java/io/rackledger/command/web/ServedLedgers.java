package io.rackledger.command.web;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** The ledgers of this service, by name. Thread-safe. */
final class ServedLedgers implements AutoCloseable {
    private static final String PARAMETER = "ledger";

    private final Map<String, ServedLedger> byName = new LinkedHashMap<>();
    private final ServedLedger first;

    /** At least one; the first is meant where none is named. */
    ServedLedgers(List<ServedLedger> ledgers) {
        first = ledgers.getFirst();
        ledgers.forEach(served -> byName.put(served.ledger().name(), served));
    }

    ServedLedger first() {
        return first;
    }

    Collection<ServedLedger> all() {
        return byName.values();
    }

    /**
     * The one that is asked for.
     *
     * @param query of the request; read by itself, since asking for parameters would swallow a body that calls itself a
     *     form
     * @throws MalformedCommandException if it names a ledger that isn't served here
     */
    ServedLedger asked(@Nullable String query) {
        String name = parameter(query, PARAMETER, first.ledger().name());
        ServedLedger served = byName.get(name == null ? "" : name);
        if (served == null) {
            throw new MalformedCommandException(
                    PARAMETER,
                    "this service has " + String.join(", ", byName.keySet()),
                    name == null ? null : Suggestions.nearest(name, byName.keySet()));
        }
        return served;
    }

    /** The first value of a parameter; null if it stands there without one. */
    static @Nullable String parameter(@Nullable String query, String name, String otherwise) {
        return UriComponentsBuilder.newInstance()
                .query(query == null ? "" : query)
                .build()
                .getQueryParams()
                .getOrDefault(name, List.of(otherwise))
                .getFirst();
    }

    @Override
    public void close() {
        byName.values().forEach(ServedLedger::close);
    }
}
