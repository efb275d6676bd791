package io.rackledger.command.order;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.ProgrammeDefined;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DefineProgrammeTest {
    @Test
    void a_programme_is_defined() {
        decider()
                .given(null, Facts.party(Facts.XAI))
                .when(body(102_400L, "0.8"))
                .then(new ProgrammeDefined(
                        Facts.PROGRAMME, Facts.XAI, "Colossus", 102_400L, null, new BigDecimal("0.8")));
        decider().given(null, Facts.party(Facts.XAI)).when(body(null, "1")).accepted();
    }

    @Test
    void its_owner_is_on_record() {
        decider().when(body(1L, null)).thenRefused("unknown-party");
    }

    @Test
    void a_programme_is_defined_once() {
        decider()
                .given(null, Facts.party(Facts.XAI))
                .given(null, Facts.programme(1L, null))
                .when(body(1L, null))
                .thenRefused("programme-exists");
    }

    @Test
    void its_target_is_above_zero() {
        decider().given(null, Facts.party(Facts.XAI)).when(body(0L, null)).thenRefused("not-positive");
        decider()
                .given(null, Facts.party(Facts.XAI))
                .whenObserved(body(-1L, null))
                .thenRefused("not-positive");
    }

    @Test
    void its_cap_lies_above_0_and_up_to_1() {
        decider().given(null, Facts.party(Facts.XAI)).when(body(null, "0")).thenRefused("cap-out-of-range");
        decider().given(null, Facts.party(Facts.XAI)).when(body(null, "1.01")).thenRefused("cap-out-of-range");
    }

    private static DeciderFixture<DefineProgramme.Body, DefineProgramme.State> decider() {
        return DeciderFixture.of(new DefineProgramme());
    }

    private static DefineProgramme.Body body(@Nullable Long target, @Nullable String cap) {
        return new DefineProgramme.Body(
                Facts.PROGRAMME, Facts.XAI, "Colossus", target, null, cap == null ? null : new BigDecimal(cap), null);
    }
}
