package io.rackledger.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FactsTest {
    private static final SourceId PAPER = new SourceId("paper");
    private static final SourceId FILING = new SourceId("filing");
    private static final FacilityId SITE = new FacilityId("colossus-1");
    private static final PartyId XAI = new PartyId("xai");

    private static WorkloadPlaced placed(String megawatts) {
        return new WorkloadPlaced(SITE, XAI, new BigDecimal(megawatts));
    }

    private static Recorded recorded(long position, Event event, @Nullable SourceId source) {
        return new Recorded(
                position,
                "event-" + position,
                Instant.parse("2026-01-01T00:00:00Z").plusSeconds(position),
                ValidTime.parse("2024-09"),
                source == null ? Mode.DECIDED : Mode.OBSERVED,
                source == null ? null : new Provenance(source, null, null, Confidence.REPORTED),
                "test",
                "command-" + position,
                null,
                event);
    }

    private static Recorded corrected(long position, long target, String megawatts, @Nullable SourceId source) {
        FactCorrected correction = new FactCorrected(
                "event-" + target, target, placed(megawatts), ValidTime.parse("2024-10"), List.of(), "misread");
        return recorded(position, correction, source);
    }

    @Test
    void what_nobody_changed_stands() {
        List<Recorded> all = List.of(recorded(0, placed("1"), PAPER), recorded(1, placed("2"), null));
        assertThat(Facts.standing(all)).isEqualTo(all);
    }

    @Test
    void what_was_retracted_is_gone_with_its_retraction_and_its_corrections() {
        Recorded retraction = recorded(3, new FactRetracted("event-0", 0, List.of(), "withdrawn"), null);
        assertThat(Facts.standing(List.of(
                        recorded(0, placed("1"), PAPER),
                        recorded(1, placed("2"), PAPER),
                        corrected(2, 0, "3", null),
                        retraction)))
                .containsExactly(recorded(1, placed("2"), PAPER));
    }

    @Test
    void what_was_corrected_reads_as_its_last_correction_says_and_keeps_its_place() {
        List<Recorded> standing = Facts.standing(List.of(
                recorded(0, placed("1"), PAPER),
                recorded(1, placed("2"), PAPER),
                corrected(2, 0, "3", null),
                corrected(3, 0, "4", FILING)));

        assertThat(standing).extracting(Recorded::position).containsExactly(0L, 1L);
        assertThat(standing.getFirst().event()).isEqualTo(placed("4"));
        assertThat(standing.getFirst().validAt()).isEqualTo(ValidTime.parse("2024-10"));
        assertThat(standing.getFirst().recordedAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
    }

    @Test
    void a_correction_brings_its_source_and_leaves_that_of_the_fact_where_it_names_none() {
        Recorded reported = recorded(0, placed("1"), PAPER);

        assertThat(Facts.standing(List.of(reported, corrected(1, 0, "3", FILING))))
                .extracting(each -> each.provenance().source())
                .containsExactly(FILING);
        assertThat(Facts.standing(List.of(reported, corrected(1, 0, "3", null))))
                .extracting(each -> each.provenance().source())
                .containsExactly(PAPER);
    }

    @Test
    void a_correction_is_enough_to_know_the_fact() {
        assertThat(Facts.standing(List.of(corrected(7, 3, "5", FILING))))
                .extracting(Recorded::position, Recorded::id, Recorded::event)
                .containsExactly(tuple(3L, "event-3", placed("5")));
    }
}
