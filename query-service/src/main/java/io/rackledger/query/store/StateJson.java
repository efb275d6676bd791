package io.rackledger.query.store;

import io.rackledger.events.wire.WireJson;
import io.rackledger.query.fold.Movement;
import io.rackledger.query.fold.OrderState;
import java.util.List;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;
import tools.jackson.databind.json.JsonMapper;

/**
 * States as they are kept: JSON in UTF-8. An order is kept more tersely than answers show it, since it has a movement for
 * each of its events. Thread-safe.
 */
final class StateJson {
    private static final JsonMapper JSON =
            WireJson.strict().rebuild().addMixIn(OrderState.class, Terse.class).build();

    private StateJson() {}

    /** What the components of an order are written with. */
    private interface Terse {
        @JsonSerialize(using = MovementsJson.Written.class)
        @JsonDeserialize(using = MovementsJson.Read.class)
        List<Movement> movements();
    }

    static byte[] write(Object state) {
        return JSON.writeValueAsBytes(state);
    }

    static <S> S read(byte[] written, Class<S> type) {
        return JSON.readValue(written, type);
    }
}
