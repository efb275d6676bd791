package io.rackledger.query.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.OrderId;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.wire.WireJson;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.fold.OrderState;
import io.rackledger.query.fold.Orders;
import io.rackledger.query.fold.RandomOrders;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is read of a state is what was written, whatever is known of it. */
class StateJsonTest {
    private static final int HISTORIES = 300;
    private static final int DELIVERIES = 50;

    private static OrderState folded(OrderId order, List<Recorded> history) {
        OrderState state = Orders.FOLD.initial(Tag.of(order));
        for (Recorded each : history) {
            if (Orders.FOLD.keysOf(each).contains(Tag.of(order))) {
                state = Orders.FOLD.fold(state, each);
            }
        }
        return state;
    }

    @Test
    void an_order_is_read_as_it_was_written() {
        long first = Long.getLong("rackledger.seed", System.nanoTime());
        System.out.println("seed " + first);
        for (long seed = first; seed < first + HISTORIES; seed++) {
            Random random = new Random(seed);
            List<Recorded> history =
                    RandomOrders.torn(new RandomOrders(random).withGaps().events(), random);
            OrderState state = folded(new OrderId("ord-1"), history);
            OrderState read = StateJson.read(StateJson.write(state), OrderState.class);
            assertThat(read).as("seed " + seed).isEqualTo(state);
            assertThat(read.movements()).as("seed " + seed).containsExactlyElementsOf(state.movements());
        }
    }

    @Test
    void an_order_that_nothing_is_known_of_is_read_as_it_was_written() {
        OrderState state = folded(new OrderId("ord-1"), List.of());
        assertThat(StateJson.read(StateJson.write(state), OrderState.class)).isEqualTo(state);
    }

    @Test
    void an_order_of_many_deliveries_takes_a_third_of_what_it_takes_as_answers_show_it() {
        List<Recorded> history = new ArrayList<>(Histories.worked().events());
        for (int i = 0; i < DELIVERIES; i++) {
            history.add(history.get(1 + i % 2));
        }
        OrderState state = folded(Histories.ORDER, history);
        byte[] kept = StateJson.write(state);
        assertThat(new String(kept, StandardCharsets.UTF_8)).contains("2024-09-30");
        assertThat(3 * kept.length).isLessThan(WireJson.strict().writeValueAsBytes(state).length);
    }
}
