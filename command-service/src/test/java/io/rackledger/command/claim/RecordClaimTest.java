package io.rackledger.command.claim;

import static io.rackledger.command.claim.Claims.FACILITY;
import static io.rackledger.command.claim.Claims.GPUS;
import static io.rackledger.command.claim.Claims.PARTY;
import static io.rackledger.command.claim.Claims.facility;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.Quantity;
import io.rackledger.events.QuantityRange;
import io.rackledger.events.ValidTime;
import io.rackledger.events.wire.WireJson;
import java.math.BigDecimal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordClaimTest {
    private static final Quantity VALUE = new Quantity(new BigDecimal("100000"), "GPU");
    private static final QuantityRange RANGE = new QuantityRange(new BigDecimal("100000"), null, "GPU");

    @Test
    void a_claim_is_a_value_a_range_or_a_text() {
        decider().when(body(VALUE, null, null)).then(new ClaimRecorded(FACILITY, GPUS, VALUE, null, null));
        decider()
                .whenObserved(body(null, RANGE, "at least"))
                .then(new ClaimRecorded(FACILITY, GPUS, null, RANGE, "at least"));
    }

    @Test
    void a_claim_does_not_stand_in_the_way_of_another() {
        decider()
                .elsewhere("2024", Claims.gpus(1))
                .when(body(VALUE, null, null))
                .then(new ClaimRecorded(FACILITY, GPUS, VALUE, null, null));
    }

    @Test
    void the_subject_is_on_record() {
        DeciderFixture.of(new RecordClaim()).when(body(VALUE, null, null)).thenRefused("unknown-facility");
        DeciderFixture.of(new RecordClaim())
                .whenObserved(new RecordClaim.Body(PARTY, GPUS, VALUE, null, null, null))
                .thenRefused("unknown-party");
    }

    @Test
    void what_is_malformed_is_named() {
        malformed("value", () -> body(null, null, null));
        malformed("value.unit", () -> body(new Quantity(BigDecimal.ONE, " "), null, null));
        malformed("range.unit", () -> body(null, new QuantityRange(BigDecimal.ONE, null, ""), null));
        malformed("text", () -> body(null, null, " "));
        malformed("text", () -> body(null, null, "x".repeat(501)));
        malformed("attribute", () -> new RecordClaim.Body(FACILITY, "x".repeat(61), VALUE, null, null, null));
        malformed("attribute", () -> new RecordClaim.Body(FACILITY, " ", VALUE, null, null, null));
    }

    @Test
    void the_body_is_read_as_the_interface_describes_it() {
        RecordClaim.Body body = WireJson.strict().readValue("""
                {"subject":{"kind":"facility","id":"colossus-1"},"attribute":"gpus-installed",
                 "range":{"low":100000,"unit":"GPU"},"text":"at least","on":"2024-12"}""", RecordClaim.Body.class);
        assertThat(body).isEqualTo(body(null, RANGE, "at least"));
    }

    private static void malformed(String field, ThrowingCallable body) {
        assertThatIllegalArgumentException().isThrownBy(body).withMessageStartingWith(field);
    }

    private static DeciderFixture<RecordClaim.Body, RecordClaim.State> decider() {
        return DeciderFixture.of(new RecordClaim()).given(null, facility());
    }

    private static RecordClaim.Body body(
            @Nullable Quantity value, @Nullable QuantityRange range, @Nullable String text) {
        return new RecordClaim.Body(FACILITY, GPUS, value, range, text, ValidTime.parse("2024-12"));
    }
}
