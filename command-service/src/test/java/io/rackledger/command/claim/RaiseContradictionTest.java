package io.rackledger.command.claim;

import static io.rackledger.command.claim.Claims.FACILITY;
import static io.rackledger.command.claim.Claims.GPUS;
import static io.rackledger.command.claim.Claims.PARTY;
import static io.rackledger.command.claim.Claims.XAI;
import static io.rackledger.command.claim.Claims.claim;
import static io.rackledger.command.claim.Claims.facility;
import static io.rackledger.command.claim.Claims.gpus;
import static io.rackledger.command.claim.Claims.raised;
import static io.rackledger.command.claim.Claims.retracted;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.rackledger.command.decision.DeciderFixture;
import io.rackledger.events.Allocation;
import io.rackledger.events.ContradictionRaised;
import io.rackledger.events.FactCorrected;
import io.rackledger.events.Identifiers;
import io.rackledger.events.LotId;
import io.rackledger.events.Measures;
import io.rackledger.events.OrderId;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.RiskSignalRecorded;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.Signal;
import io.rackledger.events.Subject;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class RaiseContradictionTest {
    @Test
    void two_claims_disagree() {
        two().when(body(GPUS, "event-1", "event-2")).then(raised("event-1", "event-2"));
        two().whenObserved(body(GPUS, "event-2", "event-1")).then(raised("event-2", "event-1"));
    }

    @Test
    void other_facts_than_claims_disagree_with_them_too() {
        one().when(body(GPUS, "event-0", "event-1")).then(raised("event-0", "event-1"));
    }

    @Test
    void a_party_is_spoken_of_as_a_buyer_and_as_a_vendor() {
        PartyId dell = new PartyId("dell");
        ServerOrderPlaced placed = new ServerOrderPlaced(
                new OrderId("ord-1"),
                XAI,
                null,
                null,
                List.of(new Allocation(new LotId("lot"), dell, Measures.UNKNOWN)));
        for (PartyId party : List.of(XAI, dell)) {
            Subject subject = new Subject(Subject.Kind.PARTY, party.value());
            DeciderFixture.of(new RaiseContradiction())
                    .given(null, new PartyRegistered(party, "A party", List.of(), Identifiers.NONE))
                    .given("2024", placed)
                    .given("2024", claim(subject, "orders", 2))
                    .when(about(subject, "orders", "event-1", "event-2"))
                    .then(new ContradictionRaised(List.of("event-1", "event-2"), subject, "orders", "one says half"));
        }
    }

    @Test
    void a_fact_that_was_corrected_counts_as_it_reads_now() {
        two().given(
                        null,
                        new FactCorrected(
                                "event-2",
                                2,
                                claim(FACILITY, "megawatts", 1),
                                null,
                                List.of(FACILITY.tag()),
                                "misread"))
                .when(body(GPUS, "event-1", "event-2"))
                .thenRefused("not-same-subject");
    }

    @Test
    void other_facts_are_not_read() {
        two().elsewhere("2024", gpus(3)).when(body(GPUS, "event-1", "event-2")).accepted();
    }

    @Test
    void the_subject_is_on_record() {
        DeciderFixture.of(new RaiseContradiction())
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
    void two_facts_disagree_at_least_none_of_them_with_itself() {
        malformed("events", () -> body(GPUS, "event-1"));
        malformed("events", () -> body(GPUS, "event-1", "event-1"));
        malformed("events", () -> body(GPUS, "event-1", " "));
        malformed("attribute", () -> body(" ", "event-1", "event-2"));
        malformed(
                "because", () -> new RaiseContradiction.Body(List.of("event-1", "event-2"), FACILITY, GPUS, "", null));
    }

    private static void malformed(String field, ThrowingCallable body) {
        assertThatIllegalArgumentException().isThrownBy(body).withMessageStartingWith(field);
    }

    private static DeciderFixture<RaiseContradiction.Body, Dispute> one() {
        return DeciderFixture.of(new RaiseContradiction())
                .given(null, facility())
                .given("2024-12", gpus(100_000));
    }

    private static DeciderFixture<RaiseContradiction.Body, Dispute> two() {
        return one().given("2024-12", gpus(50_000));
    }

    private static RaiseContradiction.Body body(String attribute, String... events) {
        return about(FACILITY, attribute, events);
    }

    private static RaiseContradiction.Body about(Subject subject, String attribute, String... events) {
        return new RaiseContradiction.Body(List.of(events), subject, attribute, "one says half", null);
    }
}
