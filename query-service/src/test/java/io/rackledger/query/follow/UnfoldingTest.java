package io.rackledger.query.follow;

import static io.rackledger.query.fold.Histories.DELL;
import static io.rackledger.query.fold.Histories.DELL_LOT;
import static io.rackledger.query.fold.Histories.ORDER;
import static io.rackledger.query.fold.Histories.PROGRAMME;
import static io.rackledger.query.fold.Histories.SMCI_LOT;
import static io.rackledger.query.fold.Histories.SUPERMICRO;
import static io.rackledger.query.fold.Histories.delivered;
import static io.rackledger.query.fold.Histories.dell;
import static io.rackledger.query.fold.Histories.placed;
import static io.rackledger.query.fold.Histories.racks;
import static io.rackledger.query.fold.Histories.shifted;
import static io.rackledger.query.fold.Histories.smci;
import static io.rackledger.query.fold.Histories.worked;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rackledger.events.CommandRefused;
import io.rackledger.events.Confidence;
import io.rackledger.events.FactCorrected;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.ProgrammeDefined;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.Tag;
import io.rackledger.events.Tags;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.fold.OrderBook;
import io.rackledger.query.fold.Orders;
import io.rackledger.query.fold.Question;
import io.rackledger.query.follow.Unfolding.Manner;
import io.rackledger.query.follow.Unfolding.Sequence;
import io.rackledger.query.follow.Unfolding.Step;
import io.rackledger.query.vendorshare.VendorShare;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The worked history of VIEWS.md, and others, told step by step. */
class UnfoldingTest {
    private static final List<Fold<?>> FOLDS = List.of(Orders.FOLD);
    private static final List<Tag> ABOUT = List.of(Tag.of(ORDER));

    @Test
    void the_worked_order_is_told_with_what_is_open_at_each_vendor_after_each_step() {
        List<Step> steps = told(worked().events(), manner(Sequence.VALID, false));

        assertThat(steps).extracting(Step::number).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(steps)
                .extracting(Step::date)
                .containsExactly(
                        days("2024-06-19", "2024-09-30", "2024-09-30", "2024-11-18", "2024-12-31", "2025-01-31"));
        assertThat(steps).extracting(step -> open(step, "dell")).containsExactly(800L, 400L, 400L, 800L, 500L, 450L);
        assertThat(steps).extracting(step -> open(step, "supermicro")).containsExactly(800L, 800L, 400L, 0L, 0L, 0L);
    }

    @Test
    void the_shift_turns_the_committed_shares_from_halves_to_three_quarters_and_one() {
        Step shift = told(worked().events(), manner(Sequence.VALID, false)).get(3);

        assertThat(shares(shift.before())).containsExactly("0.500000", "0.500000");
        assertThat(shares(shift.after())).containsExactly("0.750000", "0.250000");
        assertThat(shift.touched()).containsExactly(Orders.FOLD);
    }

    @Test
    void what_happened_on_one_day_is_one_step_where_days_are_told() {
        List<Step> steps = told(worked().events(), manner(Sequence.VALID, true));

        assertThat(steps).extracting(step -> step.events().size()).containsExactly(1, 2, 1, 1, 1);
        assertThat(steps).extracting(step -> open(step, "supermicro")).containsExactly(800L, 400L, 0L, 0L, 0L);
    }

    @Test
    void what_was_heard_of_late_is_told_when_it_happened_or_when_it_was_heard_of() {
        List<Recorded> recorded = new Histories()
                .then("2024-11-18", shifted(true, racks(400)))
                .then("2024-06-19", placed(null, dell(racks(800)), smci(racks(800))))
                .then("2024-09-30", delivered("d-1", SMCI_LOT, SUPERMICRO, racks(400)))
                .events();

        List<Step> happened = told(recorded, manner(Sequence.VALID, false));
        List<Step> known = told(recorded, manner(Sequence.KNOWN, false));

        assertThat(positions(happened)).containsExactly(List.of(1L), List.of(2L), List.of(0L));
        assertThat(positions(known)).containsExactly(List.of(0L), List.of(1L), List.of(2L));
        assertThat(happened).extracting(step -> open(step, "supermicro")).containsExactly(800L, 400L, 0L);
        assertThat(known).extracting(step -> open(step, "supermicro")).containsExactly(0L, 400L, 0L);
        assertThat(happened.getLast().after().of(Orders.FOLD))
                .isEqualTo(known.getLast().after().of(Orders.FOLD));
    }

    @Test
    void what_comes_before_the_range_is_known_at_its_start_and_what_comes_after_is_left_out() {
        Manner manner = new Manner(
                Sequence.VALID,
                false,
                Instant.parse("2024-10-01T00:00:00Z"),
                Instant.parse("2024-12-31T23:59:59Z"),
                Instant.MAX,
                Confidence.SPECULATED);
        Unfolding unfolding = new Unfolding(tale(worked().events()), manner, FOLDS);

        assertThat(unfolding.steps()).isEqualTo(2);
        assertThat(open(unfolding.now(), "supermicro")).isEqualTo(400L);
        assertThat(all(unfolding))
                .extracting(Step::number, step -> open(step, "dell"))
                .containsExactly(tuple(1, 800L), tuple(2, 500L));
    }

    @Test
    void corrections_retractions_and_refusals_are_steps_only_of_how_it_became_known() {
        Histories histories = new Histories()
                .then("2024-06-19", placed(null, dell(racks(800))))
                .then("2024-09-30", delivered("d-1", DELL_LOT, DELL, racks(400)))
                .then("2024-10-31", delivered("d-2", DELL_LOT, DELL, racks(100)));
        List<Recorded> told = histories.events();
        histories
                .then(null, new CommandRefused("shift-order-to-vendor", "exceeds-open", "too much", ABOUT))
                .then(null, new FactRetracted(told.get(2).id(), 2, ABOUT, "a double entry"))
                .then(null, correction(told.get(1), delivered("d-1", DELL_LOT, DELL, racks(390)), "2024-09-29"));

        List<Step> known = told(histories.events(), manner(Sequence.KNOWN, false));
        List<Step> happened = told(histories.events(), manner(Sequence.VALID, false));

        assertThat(known).extracting(step -> open(step, "dell")).containsExactly(800L, 400L, 300L, 300L, 400L, 410L);
        assertThat(known.get(3).touched()).isEmpty();
        assertThat(happened).extracting(step -> open(step, "dell")).containsExactly(800L, 410L);
        assertThat(happened).extracting(Step::date).containsExactly(days("2024-06-19", "2024-09-29"));
    }

    @Test
    void an_order_that_was_never_for_the_programme_leaves_its_tale_with_the_correction() {
        Histories histories = new Histories()
                .then("2024-06-01", new ProgrammeDefined(PROGRAMME, SUPERMICRO, "AI factory", null, null, null))
                .then("2024-06-19", placed(PROGRAMME, dell(racks(800))))
                .then("2024-09-30", delivered("d-1", DELL_LOT, DELL, racks(400)));
        Recorded order = histories.events().get(1);
        histories.then(null, correction(order, placed(null, dell(racks(800))), "2024-06-19"));
        Tale tale = Tale.of(PROGRAMME, tagged(histories.events()), Long.MAX_VALUE);

        List<Step> known = all(new Unfolding(tale, manner(Sequence.KNOWN, false), FOLDS));

        assertThat(known).extracting(step -> book(step.after()).orders()).containsExactly(0, 1, 1, 0);
        assertThat(open(known.get(2), "dell")).isEqualTo(400L);
    }

    @Test
    void a_correction_that_moved_a_fact_here_is_told_and_what_it_said_of_another_is_not() {
        Histories histories = new Histories()
                .then("2024-06-19", placed(null, dell(racks(800))))
                .then("2024-06-20", otherOrder());
        Recorded other = histories.events().get(1);
        histories.then(null, correction(other, delivered("d-1", DELL_LOT, DELL, racks(400)), "2024-09-30"));
        Tale tale = Tale.of(ORDER, tagged(histories.events()), Long.MAX_VALUE);

        List<Step> known = all(new Unfolding(tale, manner(Sequence.KNOWN, false), FOLDS));

        assertThat(positions(known)).containsExactly(List.of(0L), List.of(2L));
        assertThat(known).extracting(step -> open(step, "dell")).containsExactly(800L, 400L);
    }

    @Test
    void what_is_founded_too_little_or_known_too_late_is_not_told() {
        Histories histories = new Histories()
                .then("2024-06-19", placed(null, dell(racks(800))))
                .then("2024-09-30", Confidence.REPORTED, delivered("d-1", DELL_LOT, DELL, racks(400)))
                .then("2024-10-31", delivered("d-2", DELL_LOT, DELL, racks(100)));
        Instant second = histories.events().get(1).recordedAt();

        for (Sequence sequence : Sequence.values()) {
            assertThat(told(
                            histories.events(),
                            new Manner(sequence, false, Instant.MIN, Instant.MAX, Instant.MAX, Confidence.CONFIRMED)))
                    .extracting(step -> open(step, "dell"))
                    .containsExactly(800L, 700L);
            assertThat(told(
                            histories.events(),
                            new Manner(sequence, false, Instant.MIN, Instant.MAX, second, Confidence.SPECULATED)))
                    .extracting(step -> open(step, "dell"))
                    .containsExactly(800L, 400L);
        }
    }

    private static ServerOrderPlaced otherOrder() {
        ServerOrderPlaced placed = placed(null, dell(racks(1)));
        return new ServerOrderPlaced(
                new io.rackledger.events.OrderId("ord-2"), placed.buyer(), null, null, placed.allocations());
    }

    private static FactCorrected correction(Recorded fact, io.rackledger.events.Event now, String validAt) {
        return new FactCorrected(
                fact.id(),
                fact.position(),
                now,
                ValidTime.parse(validAt),
                List.copyOf(Tags.of(fact.event())),
                "misread");
    }

    private static Manner manner(Sequence sequence, boolean byDay) {
        return new Manner(sequence, byDay, Instant.MIN, Instant.MAX, Instant.MAX, Confidence.SPECULATED);
    }

    private static java.util.function.Function<Tag, List<Recorded>> tagged(List<Recorded> recorded) {
        return tag ->
                recorded.stream().filter(each -> Tags.of(each).contains(tag)).toList();
    }

    private static Tale tale(List<Recorded> recorded) {
        return Tale.of(ORDER, tagged(recorded), Long.MAX_VALUE);
    }

    private static List<Step> told(List<Recorded> recorded, Manner manner) {
        return all(new Unfolding(tale(recorded), manner, FOLDS));
    }

    private static List<Step> all(Unfolding unfolding) {
        List<Step> steps = new ArrayList<>();
        unfolding.forEachRemaining(steps::add);
        return steps;
    }

    private static LocalDate[] days(String... days) {
        return List.of(days).stream().map(LocalDate::parse).toArray(LocalDate[]::new);
    }

    private static List<List<Long>> positions(List<Step> steps) {
        return steps.stream()
                .map(step -> step.events().stream().map(Recorded::position).toList())
                .toList();
    }

    private static OrderBook book(Folded folded) {
        return OrderBook.of(folded.of(Orders.FOLD).values());
    }

    private static @Nullable Long open(Step step, String vendor) {
        return open(step.after(), vendor);
    }

    private static @Nullable Long open(Folded folded, String vendor) {
        return book(folded).vendors().stream()
                .filter(each -> each.vendor().equals(vendor))
                .findFirst()
                .orElseThrow()
                .balance()
                .open()
                .exactly()
                .racks();
    }

    private static List<String> shares(Folded folded) {
        Answer answer = new VendorShare()
                .answer(
                        folded,
                        new Question(
                                ValidTime.parse("2024-11-18").latest(),
                                Map.of("basis", "COMMITTED", "measure", "racks")));
        return answer.rows().stream()
                .map(row -> ((BigDecimal) row.figures().get("share")).toPlainString())
                .toList();
    }
}
