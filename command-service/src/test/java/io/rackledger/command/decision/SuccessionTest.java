package io.rackledger.command.decision;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.Mode;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartySucceeded;
import io.rackledger.events.Recorded;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SuccessionTest {
    private static final PartyId XAI = new PartyId("xai");
    private static final PartyId HOLDING = new PartyId("xai-holding");
    private static final PartyId SPACE = new PartyId("spacex");

    private Succession succession = Succession.NONE;
    private long position;

    @Test
    void everybody_stands_for_themselves() {
        assertThat(controls(XAI, XAI, null)).isEqualTo(Truth.YES);
        assertThat(controls(SPACE, XAI, null)).isEqualTo(Truth.NO);
        assertThat(ceased(XAI, null)).isEqualTo(Truth.NO);
    }

    @Test
    void a_successor_controls_from_the_day_of_the_succession_on() {
        given("2025-03-28", XAI, HOLDING);
        assertThat(controls(HOLDING, XAI, "2025-03-27")).isEqualTo(Truth.NO);
        assertThat(controls(HOLDING, XAI, "2025-03-28")).isEqualTo(Truth.YES);
        assertThat(controls(HOLDING, XAI, "2025-03")).isEqualTo(Truth.POSSIBLE);
        assertThat(controls(HOLDING, XAI, "2026")).isEqualTo(Truth.YES);
        assertThat(controls(HOLDING, XAI, null)).isEqualTo(Truth.POSSIBLE);
        assertThat(controls(XAI, HOLDING, "2026")).isEqualTo(Truth.NO);
    }

    @Test
    void a_successor_of_a_successor_controls_too() {
        given("2025-03-28", XAI, HOLDING);
        given("2026-02", HOLDING, SPACE);
        assertThat(controls(SPACE, XAI, "2026-01-31")).isEqualTo(Truth.NO);
        assertThat(controls(SPACE, XAI, "2026-02-10")).isEqualTo(Truth.POSSIBLE);
        assertThat(controls(SPACE, XAI, "2026-03")).isEqualTo(Truth.YES);
        assertThat(controls(HOLDING, XAI, "2026-03")).isEqualTo(Truth.YES);
    }

    @Test
    void an_unknown_time_leaves_it_open() {
        given(null, XAI, HOLDING);
        assertThat(controls(HOLDING, XAI, "2026")).isEqualTo(Truth.POSSIBLE);
        assertThat(ceased(XAI, "2026")).isEqualTo(Truth.POSSIBLE);
    }

    @Test
    void who_was_succeeded_has_ceased() {
        given("2025-03-28", XAI, HOLDING);
        assertThat(ceased(XAI, "2025-03-27")).isEqualTo(Truth.NO);
        assertThat(ceased(XAI, "2025-Q1")).isEqualTo(Truth.POSSIBLE);
        assertThat(ceased(XAI, "2025-04")).isEqualTo(Truth.YES);
        assertThat(ceased(HOLDING, "2026")).isEqualTo(Truth.NO);
    }

    @Test
    void a_circle_is_gone_round_once() {
        given("2025", XAI, HOLDING);
        given("2025", HOLDING, XAI);
        assertThat(controls(SPACE, XAI, "2026")).isEqualTo(Truth.NO);
    }

    private Truth controls(PartyId claimed, PartyId original, @Nullable String at) {
        return succession.controls(claimed, original, time(at));
    }

    private Truth ceased(PartyId original, @Nullable String at) {
        return succession.ceased(original, time(at));
    }

    private static @Nullable ValidTime time(@Nullable String text) {
        return text == null ? null : ValidTime.parse(text);
    }

    private void given(@Nullable String time, PartyId predecessor, PartyId successor) {
        succession = succession.after(new Recorded(
                position++,
                "event-" + position,
                Instant.EPOCH,
                time(time),
                Mode.DECIDED,
                null,
                "test",
                "command",
                null,
                new PartySucceeded(predecessor, successor)));
    }
}
