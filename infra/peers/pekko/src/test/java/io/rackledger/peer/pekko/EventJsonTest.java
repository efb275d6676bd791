package io.rackledger.peer.pekko;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventJsonTest {
    private static final int LEAST_BYTES = 350;

    private final EventJson json = new EventJson();

    @Test
    void what_is_written_is_read_again() {
        OrderEvent placed = new OrderEvent.Placed("order-1", "buyer", "vendor-0", 100, 6_400);
        OrderEvent shifted = new OrderEvent.Shifted(
                "order-1",
                "buyer",
                "vendor-0",
                "vendor-1",
                "order-1-lot-0",
                "order-1-lot-1",
                100,
                6_400,
                "x".repeat(160));
        for (OrderEvent event : List.of(placed, shifted)) {
            assertThat(json.fromBinary(json.toBinary(event), json.manifest(event)))
                    .isEqualTo(event);
        }
        assertThat(json.toBinary(shifted)).hasSizeGreaterThan(LEAST_BYTES);
    }
}
