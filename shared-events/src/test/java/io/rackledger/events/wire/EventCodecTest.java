package io.rackledger.events.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.FactCorrected;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.Quantity;
import io.rackledger.events.Subject;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {
    private final EventCodec codec = new EventCodec();

    static Stream<Event> events() {
        return Examples.all().stream();
    }

    @Test
    void there_is_an_example_of_every_event() {
        assertThat(events().map(EventType::of)).containsExactly(EventType.values());
    }

    @Test
    void every_event_has_a_wire_name() {
        List<Class<?>> family = Arrays.asList(Event.class.getPermittedSubclasses());
        assertThat(Arrays.stream(EventType.values()).<Class<?>>map(EventType::eventClass))
                .containsExactlyInAnyOrderElementsOf(family);
    }

    @ParameterizedTest
    @MethodSource("events")
    void every_event_is_written_in_the_bytes_that_were_approved(Event event) throws IOException {
        String name = EventType.of(event).qualifiedName();
        String written = new String(codec.encode(event), StandardCharsets.UTF_8);
        try (InputStream approved = getClass().getResourceAsStream("/approved/" + name + ".json")) {
            assertThat(approved)
                    .as("an approved file for " + name + ", which is written as\n" + written)
                    .isNotNull();
            assertThat(written).isEqualTo(new String(approved.readAllBytes(), StandardCharsets.UTF_8).strip());
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void every_event_is_read_back_as_it_was(Event event) {
        EventType type = EventType.of(event);
        assertThat(codec.decode(type.wireName(), type.version(), codec.encode(event)))
                .isEqualTo(event);
    }

    @Test
    void an_unknown_name_is_told() {
        assertThatThrownBy(() -> codec.decode("rack-exploded", 1, new byte[0]))
                .isInstanceOf(UnknownEventException.class)
                .hasMessageContaining("rack-exploded");
    }

    @Test
    void a_version_from_the_future_is_told() {
        assertThatThrownBy(() -> codec.decode("party-registered", 2, "{}".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnknownEventException.class)
                .hasMessageContaining("newer");
    }

    @Test
    void a_field_that_is_not_known_is_told() {
        assertThatThrownBy(() -> codec.decode(
                        "workload-placed",
                        1,
                        "{\"facility\":\"f\",\"party\":\"p\",\"powerMw\":1,\"more\":1}"
                                .getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnknownEventException.class);
    }

    @Test
    void a_corrected_number_is_read_digit_by_digit() {
        Event claim = claim("0.12345678901234567890");
        Event corrected = new FactCorrected("claim-1.1", 0, claim, null, List.of(), "misread");

        assertThat(codec.decode("fact-corrected", 1, codec.encode(corrected))).isEqualTo(corrected);
    }

    @Test
    void a_number_that_is_not_reworded_stays_digit_by_digit() {
        assertThat(codec.reword(claim("0.12345678901234567890"), Map.of("text", "more")))
                .isInstanceOfSatisfying(
                        ClaimRecorded.class,
                        claim -> assertThat(claim.value())
                                .isEqualTo(new Quantity(new BigDecimal("0.12345678901234567890"), "share")));
    }

    private static ClaimRecorded claim(String share) {
        return new ClaimRecorded(
                new Subject(Subject.Kind.PARTY, "dell"),
                "share",
                new Quantity(new BigDecimal(share), "share"),
                null,
                null);
    }

    @Test
    void an_old_version_is_brought_to_todays() {
        EventCodec upcasting = new EventCodec(List.of(new Upcaster(EventType.PARTY_REGISTERED, 0, body -> {
            body.set("legalName", body.remove("name"));
            body.putArray("roles");
            body.putObject("identifiers");
            return body;
        })));
        Event event = upcasting.decode(
                "party-registered", 0, "{\"party\":\"p\",\"name\":\"P\"}".getBytes(StandardCharsets.UTF_8));

        assertThat(event)
                .isInstanceOfSatisfying(
                        PartyRegistered.class,
                        party -> assertThat(party.legalName()).isEqualTo("P"));
    }
}
