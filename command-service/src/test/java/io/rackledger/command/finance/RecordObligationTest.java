package io.rackledger.command.finance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.Identifiers;
import io.rackledger.events.ObligationId;
import io.rackledger.events.ObligationRecorded;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.Trigger;
import io.rackledger.events.ValidTime;
import io.rackledger.events.wire.WireJson;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class RecordObligationTest {
    private static final PartyId SUPERMICRO = new PartyId("supermicro");
    private static final ObligationId NOTES = new ObligationId("conv-2029");
    private static final Trigger PUT = new Trigger(Trigger.Cause.DELISTING, Trigger.Effect.HOLDER_PUT);
    private static final PartyRegistered PARTY =
            new PartyRegistered(SUPERMICRO, "Super Micro Computer, Inc.", List.of(), Identifiers.NONE);

    private static RecordObligation.Body owing(String principal) {
        return new RecordObligation.Body(
                SUPERMICRO,
                NOTES,
                "convertible notes",
                Money.parse(principal),
                ValidTime.parse("2029-03"),
                ValidTime.parse("2024-02"),
                List.of(PUT));
    }

    private static ObligationRecorded owed(String principal) {
        return new ObligationRecorded(
                NOTES,
                SUPERMICRO,
                "convertible notes",
                Money.parse(principal),
                ValidTime.parse("2029-03"),
                List.of(PUT));
    }

    @Test
    void an_obligation_is_recorded_with_its_triggers() {
        DeciderFixture.of(new RecordObligation())
                .given(null, PARTY)
                .when(owing("USD 1725000000.00"))
                .then(owed("USD 1725000000.00"));
    }

    @Test
    void a_principal_is_above_zero_in_both_modes() {
        DeciderFixture.of(new RecordObligation())
                .given(null, PARTY)
                .when(owing("USD 0.00"))
                .thenRefused("not-positive");
        DeciderFixture.of(new RecordObligation())
                .given(null, PARTY)
                .whenObserved(owing("USD -0.01"))
                .thenRefused("not-positive");
    }

    @Test
    void an_obligation_is_recorded_once_and_its_party_is_known() {
        DeciderFixture.of(new RecordObligation())
                .given(null, PARTY)
                .given("2024-02", owed("USD 1.00"))
                .when(owing("USD 1725000000.00"))
                .thenRefused("obligation-exists");
        DeciderFixture.of(new RecordObligation()).when(owing("USD 1.00")).thenRefused("unknown-party");
    }

    @Test
    void an_instrument_has_a_name() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecordObligation.Body(
                        SUPERMICRO, NOTES, " ", Money.parse("USD 1.00"), null, null, List.of()))
                .withMessageContaining("instrument");
    }

    @Test
    void the_body_is_read_as_the_interface_describes_it() {
        RecordObligation.Body body = WireJson.strict().readValue("""
                {"party":"supermicro","obligation":"conv-2029","instrument":"convertible notes",
                 "principal":{"amount":"1725000000.00","currency":"USD"},"maturity":"2029-03","on":"2024-02",
                 "triggers":[{"event":"DELISTING","effect":"HOLDER_PUT"}]}""", RecordObligation.Body.class);
        assertThat(body).isEqualTo(owing("USD 1725000000.00"));
    }
}
