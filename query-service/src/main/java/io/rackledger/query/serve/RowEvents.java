package io.rackledger.query.serve;

import io.rackledger.events.FactCorrected;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.Tags;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Difference;
import io.rackledger.query.fold.Row;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which events changed a row: those that one of its figures rests on before or after, but not both. Where a row doesn't
 * tell all that it rests on, those that are about all the entities that it names. A row that differs only because time
 * has passed has none.
 */
final class RowEvents {
    /** Figures that name an entity, with the key of its tag. */
    private static final Map<String, String> NAMES = Map.of(
            "order", "order",
            "vendor", "vendor",
            "buyer", "buyer",
            "programme", "programme",
            "facility", "facility",
            "party", "party",
            "supplier", "party",
            "round", "round",
            "alliance", "alliance");

    private final List<Recorded> between;

    /** Of the events between two moments. */
    RowEvents(List<Recorded> between) {
        this.between = List.copyOf(between);
    }

    List<Recorded> of(Difference.Change change) {
        Row before = change.before();
        Row after = change.after();
        if (tellsAll(before) && tellsAll(after)) {
            Set<String> one = because(before);
            Set<String> other = because(after);
            return between.stream()
                    .filter(event -> isChange(event)
                            ? one.contains(target(event)) || other.contains(target(event))
                            : one.contains(event.id()) != other.contains(event.id()))
                    .toList();
        }
        Set<Tag> entities = new HashSet<>(entities(before));
        entities.addAll(entities(after));
        return entities.isEmpty()
                ? List.of()
                : between.stream()
                        .filter(event -> Tags.of(event).containsAll(entities))
                        .toList();
    }

    private static boolean tellsAll(@Nullable Row row) {
        return row == null
                || (row.figures().get("because") instanceof Because because
                        && because.count() == because.events().size());
    }

    private static Set<String> because(@Nullable Row row) {
        return row != null && row.figures().get("because") instanceof Because because
                ? new HashSet<>(because.events())
                : Set.of();
    }

    private static boolean isChange(Recorded event) {
        return event.event() instanceof FactCorrected || event.event() instanceof FactRetracted;
    }

    private static String target(Recorded event) {
        return Stream.of(event.event())
                .map(change -> change instanceof FactCorrected corrected
                        ? corrected.target()
                        : ((FactRetracted) change).target())
                .findFirst()
                .orElseThrow();
    }

    private static Set<Tag> entities(@Nullable Row row) {
        Set<Tag> entities = new LinkedHashSet<>();
        if (row != null) {
            NAMES.forEach((figure, key) -> {
                if (row.figures().get(figure) instanceof String id) {
                    entities.add(new Tag(key, id));
                }
            });
        }
        return entities;
    }
}
