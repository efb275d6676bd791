package io.rackledger.command.claim;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.SourceId;
import io.rackledger.events.SourceRegistered;
import io.rackledger.events.ValidTime;
import org.junit.jupiter.api.Test;

class RegisterSourceTest {
    private static final String HASH = "ab".repeat(32);

    @Test
    void a_source_is_registered() {
        decider().when(body("s2", HASH)).then(registered("s2", HASH));
    }

    @Test
    void a_source_is_registered_once() {
        decider()
                .given(null, registered("s2", "cd".repeat(32)))
                .when(body("s2", HASH))
                .thenRefused("source-exists");
    }

    @Test
    void a_text_is_one_source_only() {
        decider().given(null, registered("s1", HASH)).when(body("s2", HASH)).thenRefused("source-exists");
        decider()
                .elsewhere(null, registered("s1", "cd".repeat(32)))
                .when(body("s2", HASH))
                .accepted();
    }

    @Test
    void the_source_of_the_report_itself_is_another_text() {
        decider().whenObserved(body("s2", HASH)).then(registered("s2", HASH));
    }

    @Test
    void a_hash_is_64_lower_case_hexadecimal_digits() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> body("s2", "AB".repeat(32)))
                .withMessageContaining("sha256");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> body("s2", HASH + "0"))
                .withMessageContaining("sha256");
    }

    private static DeciderFixture<RegisterSource.Body, RegisterSource.State> decider() {
        return DeciderFixture.of(new RegisterSource());
    }

    private static RegisterSource.Body body(String source, String hash) {
        return new RegisterSource.Body(
                new SourceId(source),
                "A title",
                "A paper",
                ValidTime.parse("2024-11"),
                ValidTime.parse("2026-01-01"),
                hash);
    }

    private static SourceRegistered registered(String source, String hash) {
        return new SourceRegistered(new SourceId(source), "A title", "A paper", ValidTime.parse("2026-01-01"), hash);
    }
}
