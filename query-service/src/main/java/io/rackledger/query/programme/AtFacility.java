package io.rackledger.query.programme;

import io.rackledger.events.FacilityId;
import io.rackledger.events.Measure;
import io.rackledger.events.Truth;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Happened;
import io.rackledger.query.programme.ProgrammeState.Arrived;
import io.rackledger.query.programme.ProgrammesView.Count;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** What was delivered to one facility for a programme, of what is known to have gone anywhere. */
record AtFacility(String facility, Count deliveredGpus, Count deliveredRacks, long deliveries) {
    static List<AtFacility> of(List<Arrived> arrived, Instant asOf) {
        List<Arrived> begun = arrived.stream()
                .filter(each -> Happened.by(asOf, each.at()) != Truth.NO)
                .toList();
        return begun.stream()
                .map(Arrived::facility)
                .distinct()
                .sorted(Comparator.comparing(FacilityId::value))
                .map(facility -> of(facility, begun, asOf))
                .toList();
    }

    private static AtFacility of(FacilityId facility, List<Arrived> all, Instant asOf) {
        List<Arrived> here =
                all.stream().filter(each -> each.facility().equals(facility)).toList();
        return new AtFacility(
                facility.value(),
                count(here, Measure.GPUS, asOf),
                count(here, Measure.RACKS, asOf),
                here.stream().mapToLong(each -> each.tally().parts()).sum());
    }

    private static Count count(List<Arrived> here, Measure measure, Instant asOf) {
        return Count.of(here.stream().map(each -> bounds(each, measure, asOf)).reduce(Bounds.NOTHING, Bounds::plus));
    }

    private static Bounds bounds(Arrived arrived, Measure measure, Instant asOf) {
        BigDecimal known = arrived.tally().atLeast(measure);
        BigDecimal most = arrived.tally().isExact(measure) ? known : null;
        return Happened.by(asOf, arrived.at()) == Truth.YES ? new Bounds(known, most) : Bounds.upTo(most);
    }
}
