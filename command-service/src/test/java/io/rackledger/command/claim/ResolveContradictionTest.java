package io.rackledger.command.claim;

import static io.rackledger.command.claim.Claims.FACILITY;
import static io.rackledger.command.claim.Claims.GPUS;
import static io.rackledger.command.claim.Claims.PARTY;
import static io.rackledger.command.claim.Claims.XAI;
import static io.rackledger.command.claim.Claims.claim;
import static io.rackledger.command.claim.Claims.facility;
import static io.rackledger.command.claim.Claims.gpus;
import static io.rackledger.command.claim.Claims.raised;
import static io.rackledger.command.claim.Claims.resolved;
import static io.rackledger.command.claim.Claims.retracted;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.ContradictionRaised;
import io.rackledger.events.RiskSignalRecorded;
import io.rackledger.events.Signal;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ResolveContradictionTest {
    @Test
    void one_fact_stands_or_all_do() {
        contradicting().when(body(GPUS, "event-1", "event-2")).then(resolved(null, "event-1", "event-2"));
        contradicting()
                .whenObserved(preferring("event-1", "event-2", "event-1"))
                .then(resolved("event-1", "event-2", "event-1"));
    }

    @Test
    void what_nobody_raised_is_not_resolved() {
        two().when(body(GPUS, "event-1", "event-2")).thenRefused("not-raised");
        two().whenObserved(body(GPUS, "event-1", "event-2")).thenRefused("not-raised");
    }

    @Test
    void what_was_raised_of_other_facts_or_another_matter_is_not_meant() {
        two().elsewhere("2024-12", gpus(3))
                .given("2025", raised("event-1", "event-2", "event-3"))
                .when(body(GPUS, "event-1", "event-2"))
                .thenRefused("not-raised");
        two().given("2025", new ContradictionRaised(List.of("event-1", "event-2"), FACILITY, "halls", "they differ"))
                .when(body(GPUS, "event-1", "event-2"))
                .thenRefused("not-raised");
        two().given("2025", new ContradictionRaised(List.of("event-1", "event-2"), PARTY, GPUS, "they differ"))
                .when(body(GPUS, "event-1", "event-2"))
                .thenRefused("not-raised");
    }

    @Test
    void what_was_raised_and_retracted_is_not_resolved() {
        contradicting()
                .given(null, retracted(3))
                .when(body(GPUS, "event-1", "event-2"))
                .thenRefused("not-raised");
    }

    @Test
    void a_contradiction_is_resolved_once() {
        contradicting()
                .given("2025", resolved(null, "event-2", "event-1"))
                .when(body(GPUS, "event-1", "event-2"))
                .thenRefused("wrong-state");
        contradicting()
                .given("2025", resolved(null, "event-2", "event-1"))
                .whenObserved(body(GPUS, "event-1", "event-2"))
                .thenRefused("wrong-state");
    }

    @Test
    void a_contradiction_that_is_raised_again_is_resolved_again() {
        contradicting()
                .given("2025", resolved(null, "event-1", "event-2"))
                .given("2026", raised("event-1", "event-2"))
                .when(body(GPUS, "event-1", "event-2"))
                .then(resolved(null, "event-1", "event-2"));
    }

    @Test
    void the_subject_is_on_record() {
        DeciderFixture.of(new ResolveContradiction())
                .when(body(GPUS, "event-0", "event-1"))
                .thenRefused("unknown-facility");
    }

    @Test
    void facts_that_are_not_there_do_not_disagree() {
        one().when(body(GPUS, "event-1", "event-9")).thenRefused("unknown-event");
        one().whenObserved(body(GPUS, "event-1", "event-9")).thenRefused("unknown-event");
    }

    @Test
    void a_fact_that_was_retracted_is_not_there() {
        two().given(null, retracted(2)).when(body(GPUS, "event-1", "event-2")).thenRefused("unknown-event");
        two().given(null, retracted(2))
                .whenObserved(body(GPUS, "event-1", "event-2"))
                .thenRefused("unknown-event");
    }

    @Test
    void a_claim_is_about_the_same_attribute() {
        one().given("2024", claim(FACILITY, "megawatts", 150))
                .when(body(GPUS, "event-1", "event-2"))
                .thenRefused("not-same-subject");
        one().given("2024", claim(FACILITY, "megawatts", 150))
                .whenObserved(body(GPUS, "event-1", "event-2"))
                .thenRefused("not-same-subject");
    }

    @Test
    void every_fact_is_about_the_subject() {
        one().given("2024", claim(PARTY, GPUS, 50_000))
                .when(body(GPUS, "event-1", "event-2"))
                .thenRefused("not-same-subject");
        one().given("2024", new RiskSignalRecorded(XAI, Signal.PROBE, null, null, null))
                .whenObserved(body(GPUS, "event-1", "event-2"))
                .thenRefused("not-same-subject");
    }

    @Test
    void what_is_malformed_is_named() {
        malformed("preferred", () -> preferring("event-3", "event-1", "event-2"));
        malformed("events", () -> body(GPUS, "event-1"));
        malformed(
                "rationale",
                () -> new ResolveContradiction.Body(List.of("event-1", "event-2"), FACILITY, GPUS, null, " ", null));
    }

    private static void malformed(String field, ThrowingCallable body) {
        assertThatIllegalArgumentException().isThrownBy(body).withMessageStartingWith(field);
    }

    private static DeciderFixture<ResolveContradiction.Body, Dispute> one() {
        return DeciderFixture.of(new ResolveContradiction())
                .given(null, facility())
                .given("2024-12", gpus(100_000));
    }

    private static DeciderFixture<ResolveContradiction.Body, Dispute> two() {
        return one().given("2024-12", gpus(50_000));
    }

    private static DeciderFixture<ResolveContradiction.Body, Dispute> contradicting() {
        return two().given("2025-01", raised("event-1", "event-2"));
    }

    private static ResolveContradiction.Body preferring(String preferred, String... events) {
        return new ResolveContradiction.Body(List.of(events), FACILITY, GPUS, preferred, "one hall only", null);
    }

    private static ResolveContradiction.Body body(String attribute, String... events) {
        return new ResolveContradiction.Body(List.of(events), FACILITY, attribute, null, "one hall only", null);
    }
}
