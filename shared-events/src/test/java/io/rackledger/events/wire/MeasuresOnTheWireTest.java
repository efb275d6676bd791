package io.rackledger.events.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.Allocation;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.ServerOrderPlaced;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasuresOnTheWireTest {
    @Test
    void quantities_are_written_as_what_they_state_and_read_back() {
        Measures racks = new Measures(3L, null, null, null, null, null);
        ServerOrderPlaced placed = new ServerOrderPlaced(
                new OrderId("o"),
                new PartyId("b"),
                null,
                null,
                List.of(new Allocation(new LotId("l"), new PartyId("v"), racks)));
        EventCodec codec = new EventCodec();
        byte[] bytes = codec.encode(placed);
        assertThat(new String(bytes, StandardCharsets.UTF_8)).contains("\"measures\":{\"racks\":3}");
        assertThat(codec.decode("server-order-placed", 1, bytes)).isEqualTo(placed);
    }
}
