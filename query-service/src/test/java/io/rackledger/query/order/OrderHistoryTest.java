package io.rackledger.query.order;

import static io.rackledger.query.fold.Histories.DELL;
import static io.rackledger.query.fold.Histories.DELL_LOT;
import static io.rackledger.query.fold.Histories.ORDER;
import static io.rackledger.query.fold.Histories.SMCI_LOT;
import static io.rackledger.query.fold.Histories.SUPERMICRO;
import static io.rackledger.query.fold.Histories.amended;
import static io.rackledger.query.fold.Histories.delivered;
import static io.rackledger.query.fold.Histories.dell;
import static io.rackledger.query.fold.Histories.placed;
import static io.rackledger.query.fold.Histories.racks;
import static io.rackledger.query.fold.Histories.shifted;
import static io.rackledger.query.fold.Histories.smci;
import static io.rackledger.query.fold.Histories.worked;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.events.AnomalyFlagged;
import io.rackledger.events.CommandRefused;
import io.rackledger.events.Confidence;
import io.rackledger.events.Event;
import io.rackledger.events.FactCorrected;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.Measures;
import io.rackledger.events.Mode;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.order.OrderHistory.Entry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderHistoryTest {
    private static final List<Tag> ABOUT = List.of(Tag.of(ORDER));

    @Test
    void every_event_is_told_with_what_is_open_after_it() {
        List<Entry> story = OrderHistory.of(ORDER, worked().events());

        assertThat(story).extracting(Entry::position).containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
        assertThat(story)
                .extracting(entry -> entry.openAfter().racks())
                .containsExactly(1600L, 1200L, 800L, 800L, 500L, 450L);
        assertThat(story)
                .extracting(entry -> entry.openAt().get("supermicro").racks())
                .containsExactly(800L, 800L, 400L, 0L, 0L, 0L);
        Entry shift = story.get(3);
        assertThat(shift.type()).isEqualTo("order-shifted-to-vendor.v1");
        assertThat(shift.validAt()).isEqualTo("2024-11-18");
        assertThat(shift.source()).isEqualTo("source");
        assertThat(shift.confidence()).isEqualTo(Confidence.CONFIRMED);
        assertThat(shift.mode()).isEqualTo(Mode.OBSERVED);
        assertThat(shift.what()).contains("400 racks", "25600 GPUs", "USD 3000000000.00", "supermicro", "dell");
    }

    @Test
    void an_amendment_is_told_with_all_that_its_lot_is_to_bring() {
        List<Entry> story = OrderHistory.of(
                ORDER,
                worked().then("2025-02-15", amended(DELL_LOT, DELL, racks(900))).events());

        assertThat(story.getLast().what()).contains("ord-1-dell", "dell", "900 racks");
        assertThat(story.getLast().openAfter().racks()).isEqualTo(550L);
    }

    @Test
    void what_was_refused_is_told_with_its_rule_and_changes_nothing() {
        List<Entry> story = OrderHistory.of(
                ORDER,
                worked().then(null, new CommandRefused("shift-order-to-vendor", "exceeds-open", "too much", ABOUT))
                        .events());

        assertThat(story.getLast().refusedRule()).isEqualTo("exceeds-open");
        assertThat(story.getLast().openAfter()).isEqualTo(story.get(5).openAfter());
        assertThat(story.subList(0, 6)).extracting(Entry::refusedRule).containsOnlyNulls();
    }

    @Test
    void what_was_flagged_stands_with_the_events_of_its_command() {
        List<Recorded> recorded = new ArrayList<>(new Histories()
                .then("2024-06-19", placed(null, dell(racks(1)), smci(racks(1))))
                .then("2024-06-19", delivered("d-1", DELL_LOT, DELL, racks(1)))
                .events());
        recorded.add(ofCommand(recorded.getLast(), new AnomalyFlagged("facility-full", true, "full", ABOUT)));
        List<Entry> story = OrderHistory.of(ORDER, recorded);

        assertThat(story)
                .extracting(Entry::anomalies)
                .containsExactly(List.of(), List.of("facility-full"), List.of("facility-full"));
    }

    @Test
    void a_shift_that_was_heard_of_first_moved_nothing_of_what_had_been_delivered_by_then() {
        List<Entry> story = OrderHistory.of(
                ORDER,
                new Histories()
                        .then("2024-11-18", shifted(true, Measures.UNKNOWN))
                        .then("2024-06-19", placed(null, smci(racks(400))))
                        .then("2024-09-30", delivered("d-1", SMCI_LOT, SUPERMICRO, racks(400)))
                        .events());

        assertThat(story.getFirst().openAt().get("dell").racks()).isNull();
        assertThat(story.getLast().openAt().get("dell").racks()).isZero();
    }

    private static Recorded ofCommand(Recorded before, Event event) {
        return new Recorded(
                before.position() + 1,
                "anomaly",
                before.recordedAt(),
                before.validAt(),
                before.mode(),
                before.provenance(),
                before.actor(),
                before.command(),
                null,
                event);
    }

    @Test
    void what_is_heard_of_late_is_reckoned_in_the_order_in_which_it_happened() {
        List<Entry> story = OrderHistory.of(
                ORDER,
                new Histories()
                        .then("2024-11-18", shifted(true, racks(400)))
                        .then("2024-06-19", placed(null, dell(racks(800)), smci(racks(800))))
                        .then("2024-09-30", delivered("d-1", SMCI_LOT, SUPERMICRO, racks(400)))
                        .events());

        assertThat(story.getLast().openAt().get("supermicro").racks()).isZero();
        assertThat(story.getLast().openAt().get("dell").racks()).isEqualTo(1200L);
    }

    @Test
    void a_fact_that_was_corrected_or_retracted_stays_in_the_story_with_its_mark() {
        Histories histories = new Histories()
                .then("2024-06-19", placed(null, dell(racks(800))))
                .then("2024-09-30", delivered("d-1", DELL_LOT, DELL, racks(400)))
                .then("2024-10-31", delivered("d-2", DELL_LOT, DELL, racks(100)));
        List<Recorded> told = histories.events();
        Recorded first = told.get(1);
        Recorded second = told.get(2);
        histories
                .then(null, new FactRetracted(second.id(), 2, ABOUT, "a double entry"))
                .then(
                        null,
                        new FactCorrected(
                                first.id(),
                                1,
                                delivered("d-1", DELL_LOT, DELL, racks(390)),
                                first.validAt(),
                                ABOUT,
                                "misread"));
        List<Entry> story = OrderHistory.of(ORDER, histories.events());

        assertThat(story).extracting(entry -> entry.openAfter().racks()).containsExactly(800L, 400L, 300L, 400L, 410L);
        assertThat(story.get(1).correctedBy()).containsExactly(story.get(4).id());
        assertThat(story.get(1).retractedBy()).isNull();
        assertThat(story.get(2).retractedBy()).isEqualTo(story.get(3).id());
        assertThat(story.get(3).what()).contains("position 2", "a double entry");
        assertThat(story.get(4).what()).contains("position 1", "390 racks", "2024-09-30", "misread");
        assertThat(story.get(0).correctedBy()).isEmpty();
    }
}
