package io.rackledger.peer.axon4;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Racks, servers, GPUs and their value in one currency; a sum or a difference. */
record Amounts(long racks, long servers, long gpus, BigDecimal value) {
    static final Amounts NONE = new Amounts(0, 0, 0, BigDecimal.ZERO);

    static Amounts of(HistoryEvent.Measures measures) {
        HistoryEvent.Money value = measures.value();
        return new Amounts(
                known(measures.racks()),
                known(measures.servers()),
                known(measures.gpus()),
                value == null ? BigDecimal.ZERO : value.amount());
    }

    private static long known(@Nullable Long count) {
        return count == null ? 0 : count;
    }

    Amounts plus(Amounts other) {
        return new Amounts(racks + other.racks, servers + other.servers, gpus + other.gpus, value.add(other.value));
    }

    Amounts negated() {
        return new Amounts(-racks, -servers, -gpus, value.negate());
    }
}
