package io.rackledger.events.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.Event;
import io.rackledger.events.OrderCancelled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read without Jackson is what Jackson reads; all else is left to it. */
class RecordReaderTest {
    private static final String CANCELLED =
            "{\"order\":\"ord-1\",\"buyer\":\"xai\",\"lot\":\"lot-1\",\"vendor\":\"dell\","
                    + "\"measures\":{\"racks\":3,\"powerMw\":0.120,\"value\":{\"amount\":\"7.50\",\"currency\":\"USD\"}},"
                    + "\"allOpen\":false,\"reason\":\"descoped\"}";

    private final EventCodec codec = new EventCodec();

    static List<Event> events() {
        return Examples.all();
    }

    private static Event usual(String body) {
        return EventCodec.usual(EventType.ORDER_CANCELLED, body.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @MethodSource("events")
    void an_event_that_is_read_is_what_was_written(Event event) {
        Event read = EventCodec.usual(EventType.of(event), codec.encode(event));
        if (read != null) {
            assertThat(read).isEqualTo(event);
            assertThat(codec.encode(read)).isEqualTo(codec.encode(event));
        }
    }

    @Test
    void the_events_of_orders_are_read() {
        Set<EventType> read = events().stream()
                .filter(event -> EventCodec.usual(EventType.of(event), codec.encode(event)) != null)
                .map(EventType::of)
                .collect(Collectors.toSet());
        assertThat(read)
                .contains(
                        EventType.SERVER_ORDER_PLACED,
                        EventType.SERVER_ORDER_AMENDED,
                        EventType.ORDER_SHIFTED_TO_VENDOR,
                        EventType.DELIVERY_RECORDED,
                        EventType.ORDER_CANCELLED);
    }

    @Test
    void an_event_is_read_as_jackson_reads_it() {
        String spaced = CANCELLED.replace(",", " , ");
        assertThat(usual(spaced)).isNull();
        assertThat(usual(CANCELLED)).isNotNull().isEqualTo(codec.decode("order-cancelled", 1, bytes(spaced)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Each is either wrong, which Jackson says, or written in a way that we don't write. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"racks\":3 -> \"racks\":03",
                "\"racks\":3 -> \"racks\":3.0",
                "\"racks\":3 -> \"racks\":3e0",
                "\"racks\":3 -> \"racks\":-0",
                "\"racks\":3 -> \"racks\":-3",
                "\"racks\":3 -> \"racks\":",
                "\"racks\":3 -> \"racks\":null",
                "\"racks\":3 -> \"racks\":\"3\"",
                "\"racks\":3 -> \"racks\":3000000000000000000",
                "\"racks\":3 -> \"racks\":3,\"racks\":3",
                "\"racks\":3 -> \"shelves\":3",
                "0.120 -> 0.120e1",
                "0.120 -> 0.",
                "0.120 -> .12",
                "0.120 -> 00.12",
                "0.120 -> 0.1234567890123456789",
                "7.50 -> 7.501",
                "7.50 -> 7.5000000000",
                "7.50 -> 7,50",
                "USD -> XYZ",
                "dell -> Dell",
                "dell -> d\\u0065ll",
                "descoped -> entf\u00e4llt",
                "descoped -> des\ncoped",
                "\"allOpen\":false, -> ",
                "\"allOpen\":false -> \"allOpen\":0",
                "\"order\":\"ord-1\",\"buyer\":\"xai\" -> \"buyer\":\"xai\",\"order\":\"ord-1\"",
                "{\"order\" -> {,\"order\"",
                "descoped\"} -> descoped\"} ",
                "descoped\"} -> descoped\"}}",
                "descoped\"} -> descoped",
                "descoped\"} -> descoped\""
            })
    void what_is_written_otherwise_is_left_to_jackson(String change) {
        String[] parts = change.split(" -> ", -1);
        String body = CANCELLED.replace(parts[0], parts[1]);
        assertThat(body).isNotEqualTo(CANCELLED);
        assertThat(usual(body)).isNull();
    }

    @Test
    void a_number_of_eighteen_digits_is_read() {
        assertThat(usual(CANCELLED.replace("\"racks\":3", "\"racks\":300000000000000000")))
                .extracting(event -> ((OrderCancelled) event).measures().racks())
                .isEqualTo(300_000_000_000_000_000L);
    }
}
