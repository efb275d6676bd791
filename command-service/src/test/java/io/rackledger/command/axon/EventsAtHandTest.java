package io.rackledger.command.axon;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.CommandRefused;
import io.rackledger.events.Mode;
import io.rackledger.events.Recorded;
import io.rackledger.format.Anchor;
import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.ledger.StoredEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EventsAtHandTest {
    private static final Hash COMMIT = Hash.parse("a1".repeat(Hash.LENGTH));
    private static final Hash ANOTHER = Hash.parse("b2".repeat(Hash.LENGTH));

    private final EventsAtHand events = new EventsAtHand();

    @Test
    void each_event_of_a_commit_is_at_hand() {
        events.put(new Anchor(9, COMMIT), List.of(event(7), event(8)));

        assertThat(events.get(stored(7, COMMIT))).isEqualTo(event(7));
        assertThat(events.get(stored(8, COMMIT))).isEqualTo(event(8));
        assertThat(events.get(stored(9, COMMIT))).isNull();
    }

    @Test
    void what_another_commit_holds_at_that_position_is_not() {
        events.put(new Anchor(8, COMMIT), List.of(event(7)));

        assertThat(events.get(stored(7, ANOTHER))).isNull();
    }

    @Test
    void what_was_decided_long_ago_makes_room() {
        long later = 7 + EventsAtHand.PLACES;
        events.put(new Anchor(8, COMMIT), List.of(event(7)));
        events.put(new Anchor(later + 1, ANOTHER), List.of(event(later)));

        assertThat(events.get(stored(7, COMMIT))).isNull();
        assertThat(events.get(stored(later, ANOTHER))).isEqualTo(event(later));
        assertThat(events.get(stored(7, ANOTHER))).isNull();
    }

    private static Recorded event(long position) {
        return new Recorded(
                position,
                "c-" + position + ".1",
                Instant.EPOCH,
                null,
                Mode.DECIDED,
                null,
                "test",
                "c-" + position,
                null,
                new CommandRefused("lease-facility", "unknown-facility", "it is not on record", List.of()));
    }

    private static StoredEvent stored(long position, Hash commit) {
        return new StoredEvent(
                position, Instant.EPOCH, commit, Entry.of("id", "type", "1", List.of(), Map.of(), new byte[0]));
    }
}
