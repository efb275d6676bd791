package io.rackledger.command.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.FactCorrected;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.ObligationTriggered;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.Recorded;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.Tag;
import io.rackledger.events.Tags;
import io.rackledger.events.ValidTime;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Corrections and retractions, over the deciders of every feature. */
class ChangedFactsTest {
    private final Desk desk = new Desk();

    private String place(String order, int racks) {
        for (String party : List.of("xai", "dell", "supermicro")) {
            if (desk.standing().stream()
                    .noneMatch(event -> event instanceof PartyRegistered e
                            && e.party().value().equals(party))) {
                desk.accept("register-party", """
                        {"party":"%s","legalName":"%s Inc."}""".formatted(party, party));
            }
        }
        return desk.accept("place-server-order", """
                {"order":"%s","buyer":"xai","placedOn":"2024-06-19","allocations":[
                 {"lot":"%s-dell","vendor":"dell","measures":{"racks":%d,"gpus":%d}}]}""".formatted(order, order, racks, 64 * racks));
    }

    private String deliver(String delivery, String order, int racks, String on) {
        return desk.accept("record-delivery", """
                {"delivery":"%s","order":"%s","measures":{"racks":%d,"gpus":%d},"deliveredOn":"%s"}""".formatted(delivery, order, racks, 64 * racks, on));
    }

    private static String correct(String event, String changes) {
        return """
                {"event":"%s","changes":%s,"reason":"misread"}""".formatted(event, changes);
    }

    private static String retract(String event, String more) {
        return """
                {"event":"%s","reason":"withdrawn"%s}""".formatted(event, more);
    }

    @Test
    void a_corrected_delivery_leaves_room_for_what_it_took_too_much() {
        place("ord-1", 100);
        String delivery = deliver("dlv-1", "ord-1", 90, "2024-09-30");
        desk.refuse("over-delivery", "record-delivery", """
                {"delivery":"dlv-2","order":"ord-1","measures":{"racks":20},"deliveredOn":"2024-10-31"}""");

        desk.accept("correct-fact", correct(delivery, """
                {"measures":{"racks":80,"gpus":5120},"validAt":"2024-09-29"}"""));
        deliver("dlv-2", "ord-1", 20, "2024-10-31");

        assertThat(desk.standing())
                .filteredOn(DeliveryRecorded.class::isInstance)
                .extracting(event -> ((DeliveryRecorded) event).measures().racks())
                .containsExactly(80L, 20L);
    }

    @Test
    void a_correction_holds_what_the_fact_says_now_and_all_tags_that_it_ever_had() {
        place("ord-1", 100);
        String delivery = deliver("dlv-1", "ord-1", 90, "2024-09-30");
        String correction = desk.accept("correct-fact", correct(delivery, "{\"validAt\":\"2024-10-01\"}"));

        Recorded recorded = desk.recorded().getLast();
        assertThat(recorded.id()).isEqualTo(correction);
        FactCorrected corrected = (FactCorrected) recorded.event();
        assertThat(corrected.target()).isEqualTo(delivery);
        assertThat(corrected.validAt()).isEqualTo(ValidTime.parse("2024-10-01"));
        assertThat(Tags.of(corrected)).contains(Tag.event(delivery)).containsAll(Tags.of(corrected.corrected()));
    }

    @Test
    void a_correction_that_a_later_fact_would_not_survive_is_refused_and_names_it() {
        String order = place("ord-1", 100);
        String delivery = deliver("dlv-1", "ord-1", 90, "2024-09-30");

        String because = desk.refuse("correction-breaks-history", "correct-fact", correct(order, """
                {"allocations":[{"lot":"ord-1-dell","vendor":"dell","measures":{"racks":80,"gpus":5120}}]}"""));

        assertThat(because).contains(delivery).contains("over-delivery");
    }

    @Test
    void a_correction_that_no_later_fact_speaks_against_is_accepted() {
        String order = place("ord-1", 100);
        deliver("dlv-1", "ord-1", 90, "2024-09-30");

        desk.accept("correct-fact", correct(order, """
                {"allocations":[{"lot":"ord-1-dell","vendor":"dell","measures":{"racks":90,"gpus":5760}}]}"""));

        desk.refuse("over-delivery", "record-delivery", """
                {"delivery":"dlv-2","order":"ord-1","measures":{"racks":1},"deliveredOn":"2024-10-31"}""");
    }

    @Test
    void a_correction_must_itself_be_possible() {
        place("ord-1", 100);
        String delivery = deliver("dlv-1", "ord-1", 90, "2024-09-30");

        String because = desk.refuse(
                "correction-breaks-history", "correct-fact", correct(delivery, "{\"measures\":{\"racks\":101}}"));
        assertThat(because).contains(delivery).contains("over-delivery");
        desk.refuse("correction-breaks-history", "correct-fact", correct(delivery, "{\"validAt\":\"2024-06-18\"}"));
    }

    @Test
    void what_is_copied_from_another_fact_is_corrected_there() {
        String order = place("ord-1", 100);
        String delivery = deliver("dlv-1", "ord-1", 90, "2024-09-30");
        desk.accept("register-party", "{\"party\":\"oracle\",\"legalName\":\"Oracle\"}");

        desk.refuse("correction-breaks-history", "correct-fact", correct(delivery, "{\"buyer\":\"oracle\"}"));
        assertThat(desk.refuse("correction-breaks-history", "correct-fact", correct(order, "{\"buyer\":\"oracle\"}")))
                .contains(delivery);
    }

    @Test
    void a_correction_of_a_correction_counts_and_the_last_one_wins() {
        place("ord-1", 100);
        String delivery = deliver("dlv-1", "ord-1", 90, "2024-09-30");
        desk.accept("correct-fact", correct(delivery, "{\"measures\":{\"racks\":80,\"gpus\":5120}}"));
        desk.accept("correct-fact", correct(delivery, "{\"measures\":{\"racks\":70,\"gpus\":4480}}"));

        deliver("dlv-2", "ord-1", 30, "2024-10-31");
        desk.refuse("over-delivery", "record-delivery", """
                {"delivery":"dlv-3","order":"ord-1","measures":{"racks":1},"deliveredOn":"2024-10-31"}""");
    }

    @Test
    void a_correction_that_changes_nothing_is_refused() {
        place("ord-1", 100);
        String delivery = deliver("dlv-1", "ord-1", 90, "2024-09-30");
        desk.refuse("nothing-changed", "correct-fact", correct(delivery, "{\"measures\":{\"racks\":90}}"));
    }

    @Test
    void changes_that_make_no_event_are_malformed_and_name_the_field() {
        place("ord-1", 100);
        String delivery = deliver("dlv-1", "ord-1", 90, "2024-09-30");
        assertThat(desk.refuse("malformed-changes", "correct-fact", correct(delivery, "{\"rakcs\":90}")))
                .contains("rakcs");
        assertThat(desk.refuse("malformed-changes", "correct-fact", correct(delivery, "{\"order\":null}")))
                .contains("order");
        assertThat(desk.refuse("malformed-changes", "correct-fact", correct(delivery, "{\"measures\":{\"racks\":-1}}")))
                .contains("racks");
        desk.refuse("malformed-changes", "correct-fact", correct(delivery, "{\"validAt\":\"yesterday\"}"));
        String oracle = desk.accept("register-party", "{\"party\":\"oracle\",\"legalName\":\"Oracle\"}");
        assertThat(desk.refuse(
                        "malformed-changes", "correct-fact", correct(oracle, "{\"identifiers\":{\"cik\":\"12\"}}")))
                .contains("identifiers.cik");
    }

    @Test
    void an_event_that_nobody_knows_cannot_be_changed() {
        desk.refuse("unknown-event", "correct-fact", correct("event-77", "{\"racks\":1}"));
        desk.refuse("unknown-event", "retract-fact", retract("event-77", ""));
    }

    @Test
    void a_retracted_delivery_was_never_made() {
        place("ord-1", 100);
        String delivery = deliver("dlv-1", "ord-1", 90, "2024-09-30");
        desk.accept("retract-fact", retract(delivery, ""));

        assertThat(desk.recorded()).extracting(Recorded::id).contains(delivery);
        deliver("dlv-1", "ord-1", 100, "2024-09-30");
    }

    @Test
    void what_was_retracted_can_neither_be_retracted_again_nor_corrected() {
        place("ord-1", 100);
        String delivery = deliver("dlv-1", "ord-1", 90, "2024-09-30");
        desk.accept("retract-fact", retract(delivery, ""));

        desk.refuse("wrong-state", "retract-fact", retract(delivery, ""));
        desk.refuse("wrong-state", "correct-fact", correct(delivery, "{\"measures\":{\"racks\":9}}"));
    }

    @Test
    void a_correction_or_a_retraction_is_no_fact_to_be_changed() {
        place("ord-1", 100);
        String delivery = deliver("dlv-1", "ord-1", 90, "2024-09-30");
        String retraction = desk.accept("retract-fact", retract(delivery, ""));
        desk.refuse("not-a-fact", "retract-fact", retract(retraction, ""));
        desk.refuse("not-a-fact", "correct-fact", correct(retraction, "{\"reason\":\"another\"}"));
    }

    @Test
    void a_fact_on_which_others_rest_is_not_retracted_alone() {
        String order = place("ord-1", 100);
        String delivery = deliver("dlv-1", "ord-1", 90, "2024-09-30");

        assertThat(desk.refuse("has-dependants", "retract-fact", retract(order, "")))
                .contains(delivery)
                .contains("unknown-order");
    }

    @Test
    void a_cascade_takes_back_all_that_rests_on_a_fact_and_no_more() {
        String order = place("ord-1", 100);
        place("ord-2", 10);
        deliver("dlv-1", "ord-1", 40, "2024-09-30");
        deliver("dlv-2", "ord-2", 5, "2024-09-30");
        desk.accept("shift-order-to-vendor", """
                {"order":"ord-1","from":"dell","to":"supermicro","extent":{"allOpen":true},"lot":"ord-1-smci",
                 "effectiveOn":"2024-11-18"}""");
        desk.accept("record-delivery", """
                {"delivery":"dlv-3","order":"ord-1","vendor":"supermicro","measures":{"racks":1},
                 "deliveredOn":"2024-12-31"}""");

        desk.accept("retract-fact", retract(order, ",\"cascade\":true"));

        assertThat(desk.standing())
                .filteredOn(event -> Tags.of(event).contains(new Tag("order", "ord-1")))
                .isEmpty();
        assertThat(desk.standing())
                .filteredOn(event -> Tags.of(event).contains(new Tag("order", "ord-2")))
                .hasSize(2);
        assertThat(desk.recorded())
                .filteredOn(each -> each.event() instanceof FactRetracted)
                .hasSize(4);
    }

    @Test
    void retracting_and_recording_again_comes_to_the_same() {
        String order = place("ord-1", 100);
        List<Event> before = desk.standing();
        desk.accept("retract-fact", retract(order, ""));
        place("ord-1", 100);
        assertThat(desk.standing()).containsExactlyInAnyOrderElementsOf(before);
    }

    @Test
    void a_party_that_is_ordered_from_is_not_retracted_alone() {
        place("ord-1", 100);
        String dell = desk.recorded().stream()
                .filter(each -> each.event() instanceof PartyRegistered e
                        && e.party().value().equals("dell"))
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(desk.refuse("has-dependants", "retract-fact", retract(dell, "")))
                .contains("unknown-party");
        desk.accept("correct-fact", correct(dell, "{\"legalName\":\"Dell Technologies Inc.\"}"));
    }

    @Test
    void an_identifier_that_another_party_took_since_cannot_be_corrected_in() {
        String one = desk.accept("register-party", "{\"party\":\"one\",\"legalName\":\"One\"}");
        desk.accept("register-party", """
                {"party":"other","legalName":"Other","identifiers":{"cik":"0001571996"}}""");
        assertThat(desk.refuse(
                        "correction-breaks-history",
                        "correct-fact",
                        correct(one, "{\"identifiers\":{\"cik\":\"0001571996\"}}")))
                .contains("identifier-taken");
    }

    @Test
    void a_source_that_facts_cite_is_not_retracted_alone() {
        String source = desk.accept("register-source", """
                {"source":"s2","title":"A title","publisher":"A paper","sha256":"%s"}""".formatted("ab".repeat(32)));
        String party = desk.accept("register-party", """
                {"party":"one","legalName":"One","mode":"OBSERVED","provenance":{"source":"s2","confidence":"REPORTED"}}""");
        assertThat(desk.refuse("has-dependants", "retract-fact", retract(source, "")))
                .contains(party)
                .contains("unknown-source");
    }

    @Test
    void a_lease_that_is_corrected_must_still_leave_room_for_the_later_ones() {
        desk.accept("register-party", "{\"party\":\"xai\",\"legalName\":\"xAI\"}");
        desk.accept("register-party", "{\"party\":\"anthropic\",\"legalName\":\"Anthropic\"}");
        desk.accept("register-facility", """
                {"facility":"colossus-1","controller":"xai","place":{"name":"Memphis"},"limits":{"powerMw":300},
                 "from":"2024-07"}""");
        String first = desk.accept("lease-facility", """
                {"lease":"l-1","facility":"colossus-1","lessor":"xai","tenant":"anthropic","powerMw":100,
                 "period":{"from":"2026-05"}}""");
        String second = desk.accept("lease-facility", """
                {"lease":"l-2","facility":"colossus-1","lessor":"xai","tenant":"anthropic","powerMw":200,
                 "period":{"from":"2026-06"}}""");

        assertThat(desk.refuse("correction-breaks-history", "correct-fact", correct(first, "{\"powerMw\":101}")))
                .contains(second)
                .contains("capacity-exceeded");
        desk.accept("correct-fact", correct(first, "{\"powerMw\":90}"));
        desk.accept("lease-facility", """
                {"lease":"l-3","facility":"colossus-1","lessor":"xai","tenant":"anthropic","powerMw":10,
                 "period":{"from":"2026-07"}}""");
    }

    @Test
    void what_a_delisting_triggers_goes_with_it() {
        String delisting = delisted();

        Recorded triggered = desk.recorded().getLast();
        assertThat(triggered.event()).isInstanceOf(ObligationTriggered.class);
        desk.refuse("not-a-fact", "retract-fact", retract(triggered.id(), ""));
        assertThat(desk.refuse("has-dependants", "retract-fact", retract(delisting, "")))
                .contains(triggered.id());

        desk.accept("retract-fact", retract(delisting, ",\"cascade\":true"));
        assertThat(desk.standing())
                .noneMatch(event -> event instanceof SecurityDelisted || event instanceof ObligationTriggered);
        assertThat(desk.standing()).noneMatch(ServerOrderPlaced.class::isInstance);
    }

    private String delisted() {
        desk.accept("register-party", "{\"party\":\"supermicro\",\"legalName\":\"Supermicro\"}");
        desk.accept("list-security", """
                {"listing":"smci-xnas","party":"supermicro","ticker":"SMCI","mic":"XNAS","tier":"GLOBAL_SELECT",
                 "fiscalYearEnd":"--06-30","filerStatus":"LARGE_ACCELERATED","listedOn":"2020-01"}""");
        desk.accept("record-obligation", """
                {"party":"supermicro","obligation":"conv-2029","instrument":"convertible notes",
                 "principal":{"amount":"1725000000.00","currency":"USD"},"on":"2024-02",
                 "triggers":[{"event":"DELISTING","effect":"HOLDER_PUT"}]}""");
        desk.accept("open-compliance-case", """
                {"case":"smci-2024","listing":"smci-xnas","rule":"5250(c)(1)","noticeOn":"2024-09-17",
                 "reports":[{"form":"10-K","periodEnd":"2024-06-30"}]}""");
        desk.accept("determine-delisting", "{\"case\":\"smci-2024\",\"on\":\"2025-03-01\"}");
        return desk.accept("delist-security", """
                {"listing":"smci-xnas","case":"smci-2024","on":"2025-03-20"}""");
    }
}
