package io.rackledger.query.follow;

import io.rackledger.events.FactCorrected;
import io.rackledger.events.OrderId;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.Tags;
import io.rackledger.query.fold.OrderState;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * All that was recorded of one order; or of one programme: its own events, and those of every order that was ever said
 * to be for it. Immutable.
 *
 * @param about  the order or the programme
 * @param tags   of what it tells: its own, and a programme's orders'
 * @param events in the order of their positions; with those that corrections moved here
 */
public record Tale(Tag about, Set<Tag> tags, List<Recorded> events) {
    public Tale {
        tags = Set.copyOf(tags);
        events = List.copyOf(events);
    }

    /**
     * The tale of an order, by what a ledger has before a size.
     *
     * @param tagged all events that carry a tag
     */
    public static Tale of(OrderId order, Function<Tag, List<Recorded>> tagged, long size) {
        return of(Tag.of(order), Set.of(Tag.of(order)), tagged, size);
    }

    /** The tale of a programme, likewise. */
    public static Tale of(ProgrammeId programme, Function<Tag, List<Recorded>> tagged, long size) {
        Set<Tag> tags = new HashSet<>(Set.of(Tag.of(programme)));
        for (Recorded own : before(size, tagged.apply(Tag.of(programme)))) {
            Tags.of(own.event()).stream().filter(Tale::isOrder).forEach(tags::add);
        }
        return of(Tag.of(programme), tags, tagged, size);
    }

    private static Tale of(Tag about, Set<Tag> tags, Function<Tag, List<Recorded>> tagged, long size) {
        SortedMap<Long, Recorded> events = new TreeMap<>();
        tags.stream().flatMap(tag -> before(size, tagged.apply(tag)).stream()).forEach(each -> {
            events.put(each.position(), each);
            if (each.event() instanceof FactCorrected correction) {
                // All but what a fact says is still the original's, which may have said it of something else.
                tagged.apply(Tag.event(correction.target())).stream()
                        .filter(any -> any.id().equals(correction.target()))
                        .forEach(original -> events.put(original.position(), original));
            }
        });
        return new Tale(about, tags, List.copyOf(events.values()));
    }

    private static List<Recorded> before(long size, List<Recorded> events) {
        return events.stream().filter(event -> event.position() < size).toList();
    }

    private static boolean isOrder(Tag tag) {
        return tag.key().equals("order");
    }

    /** Whether a fact, as it reads, belongs to it: a correction may have moved it elsewhere. */
    boolean tells(Recorded fact) {
        return !Collections.disjoint(tags, Tags.of(fact.event()));
    }

    /** Whether an order, as it is known, is what it tells of. */
    boolean tells(OrderState order) {
        return about.equals(Tag.of(order.order()))
                || (order.programme() != null && about.equals(Tag.of(order.programme())));
    }
}
