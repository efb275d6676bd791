package io.rackledger.query.facility;

import io.rackledger.events.CapacityDimension;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Bounds;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.View;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What each facility can take at most, what is taken, and what is free, in each dimension. Bounds cover what is unknown,
 * and both readings of a span in which the date falls; a workload that leaves gives its room back from the earliest
 * instant that it may leave at.
 */
public final class FacilityCapacity implements View {
    private static final String KW_PER_GPU = "kwPerGpu";
    private static final String SERIES = "series";
    private static final Pattern FACTOR = Pattern.compile("\\d{1,6}(\\.\\d{1,6})?");
    private static final int SCALE = 6;

    @Override
    public String name() {
        return "facility-capacity";
    }

    @Override
    public String purpose() {
        return "What facilities can take, what is leased, run and free, how many GPUs they support, and what leases are worth.";
    }

    @Override
    public List<Fold<?>> folds() {
        return List.of(Facilities.FOLD);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                new Parameter("facility", List.of(), null, "only this facility"),
                new Parameter("controller", List.of(), null, "only facilities that this party registered as its own"),
                new Parameter(KW_PER_GPU, List.of(), "1.55", "kW that a GPU takes, with all around it"),
                new Parameter(
                        SERIES,
                        List.of("true", "false"),
                        "false",
                        "whether to tell how it came to that, at most " + Series.MOST_LEVELS + " levels a row"));
    }

    @Override
    public List<String> columns() {
        return List.of(
                "facility",
                "controller",
                "dimension",
                "limit",
                "limitLow",
                "limitHigh",
                "leased",
                "leasedLow",
                "leasedHigh",
                "ownWorkload",
                "ownWorkloadLow",
                "ownWorkloadHigh",
                "free",
                "freeLow",
                "freeHigh",
                "utilisation",
                "utilisationLow",
                "utilisationHigh",
                "supportableGpus",
                "supportableGpusLow",
                "supportableGpusHigh",
                SERIES,
                "because");
    }

    @Override
    public Answer answer(Folded folded, Question question) {
        BigDecimal kwPerGpu = factor(question.parameter(KW_PER_GPU));
        Instant instant = question.validAsOf();
        List<FacilityState> facilities = folded.of(Facilities.FOLD).values().stream()
                .filter(each -> allows(question.parameter("facility"), each.facility()))
                .filter(each -> allows(question.parameter("controller"), each.controller()))
                .sorted(Comparator.comparing(each -> each.facility().value()))
                .toList();
        List<Row> rows = new ArrayList<>();
        List<Site> sites = new ArrayList<>();
        for (FacilityState facility : facilities) {
            List<Room> rooms = Stream.of(CapacityDimension.values())
                    .map(dimension -> Room.of(facility, dimension, instant))
                    .toList();
            sites.add(Site.of(facility, rooms, kwPerGpu, instant));
            rooms.stream().filter(Room::isTold).forEach(room -> rows.add(row(facility, room, kwPerGpu, question)));
        }
        Row totals = Row.of("totals")
                .with(KW_PER_GPU, kwPerGpu)
                .with("coverage", coverage(rows))
                .with("facilities", sites);
        return new Answer(totals, rows);
    }

    private static BigDecimal factor(@Nullable String text) {
        if (text == null || !FACTOR.matcher(text).matches() || new BigDecimal(text).signum() == 0) {
            throw new BadQuestionException(KW_PER_GPU, "a number of kW above 0, such as 1.55");
        }
        return new BigDecimal(text);
    }

    private static boolean allows(@Nullable String wanted, @Nullable Object id) {
        return wanted == null || wanted.equals(String.valueOf(id));
    }

    /** Rows of which the utilisation is known exactly / rows; null where there are none. */
    private static @Nullable BigDecimal coverage(List<Row> rows) {
        long known = rows.stream()
                .filter(row -> row.figures().get("utilisation") != null)
                .count();
        return rows.isEmpty()
                ? null
                : BigDecimal.valueOf(known).divide(BigDecimal.valueOf(rows.size()), SCALE, RoundingMode.HALF_UP);
    }

    private static Row row(FacilityState facility, Room room, BigDecimal kwPerGpu, Question question) {
        Row row = Row.of(facility.facility() + ":" + room.dimension())
                .with("facility", facility.facility().value())
                .with(
                        "controller",
                        facility.controller() == null
                                ? null
                                : facility.controller().value())
                .with("dimension", room.dimension().toString());
        add(row, room);
        add(row, "supportableGpus", room.supportableGpus(kwPerGpu));
        return row.with(SERIES, series(facility, room, question))
                .with("because", Because.of(room.events(), "/api/ledger/events?tag=facility:" + facility.facility()));
    }

    /** Null where it isn't asked for; else of each level the day from which on it held, and the figures of a row. */
    private static @Nullable List<Map<String, @Nullable Object>> series(
            FacilityState facility, Room room, Question question) {
        return !"true".equals(question.parameter(SERIES))
                ? null
                : Series.of(facility, room.dimension(), question).stream()
                        .map(level -> {
                            Row row = Row.of(level.from().toString()).with("from", level.from());
                            add(row, level.room());
                            return row.figures();
                        })
                        .toList();
    }

    private static void add(Row row, Room room) {
        add(row, "limit", room.limit());
        add(row, "leased", room.leased());
        add(row, "ownWorkload", room.own());
        add(row, "free", room.free());
        add(row, "utilisation", room.utilisation());
    }

    private static void add(Row row, String name, @Nullable Bounds bounds) {
        row.with(name, bounds == null ? null : bounds.exact())
                .with(name + "Low", bounds == null ? null : bounds.low())
                .with(name + "High", bounds == null ? null : bounds.high());
    }
}
