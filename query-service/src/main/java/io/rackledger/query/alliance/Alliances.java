package io.rackledger.query.alliance;

import io.rackledger.events.AllianceFormed;
import io.rackledger.events.AllianceId;
import io.rackledger.events.AllianceMemberJoined;
import io.rackledger.events.AllianceMemberLeft;
import io.rackledger.events.Event;
import io.rackledger.events.Membership;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Column;
import io.rackledger.query.fold.Column.Type;
import io.rackledger.query.fold.Fold;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every alliance. Its table has a row for each membership, with the spans in which it began ({@code from_…}) and ended
 * ({@code to_…}); {@code has_left} tells one that lasts from one that ended nobody knows when.
 */
public final class Alliances implements Fold<AllianceState> {
    public static final Alliances FOLD = new Alliances();

    private Alliances() {}

    @Override
    public String name() {
        return "alliances";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Class<AllianceState> stateType() {
        return AllianceState.class;
    }

    @Override
    public Set<Class<? extends Event>> types() {
        return Set.of(AllianceFormed.class, AllianceMemberJoined.class, AllianceMemberLeft.class);
    }

    @Override
    public List<String> entities() {
        return List.of("alliance");
    }

    @Override
    public Set<Tag> keysOf(Recorded recorded) {
        return switch (recorded.event()) {
            case AllianceFormed e -> Set.of(Tag.of(e.alliance()));
            case AllianceMemberJoined e -> Set.of(Tag.of(e.alliance()));
            case AllianceMemberLeft e -> Set.of(Tag.of(e.alliance()));
            default -> Set.of();
        };
    }

    @Override
    public AllianceState initial(Tag key) {
        return new AllianceState(new AllianceId(key.value()), null, List.of(), List.of());
    }

    @Override
    public AllianceState fold(AllianceState state, Recorded recorded) {
        ValidTime at = recorded.validAt();
        return switch (recorded.event()) {
            case AllianceFormed e -> {
                AllianceState formed = state.named(e.name());
                for (Membership member : e.members()) {
                    formed = formed.joined(member, at, recorded.id());
                }
                yield formed;
            }
            case AllianceMemberJoined e -> state.joined(e.member(), at, recorded.id());
            case AllianceMemberLeft e -> state.left(e.party(), at, recorded.id());
            default -> state;
        };
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("name", Type.TEXT, "name of the alliance"),
                new Column("party", Type.TEXT, "member"),
                new Column("role", Type.TEXT, "role of the member in the alliance"),
                new Column("kind", Type.TEXT, "kind of membership"),
                new Column("from_on", Type.DATE, "first day on which the membership may have begun"),
                new Column("from_until", Type.DATE, "last day on which it may have begun"),
                new Column("has_left", Type.FLAG, "whether the membership has ended"),
                new Column("to_on", Type.DATE, "first day on which it may have ended"),
                new Column("to_until", Type.DATE, "last day on which it may have ended"));
    }

    @Override
    public List<List<Object>> rows(AllianceState state) {
        return state.spells().stream().map(spell -> row(state, spell)).toList();
    }

    // The contract's lists hold null where nothing is known, which List<Object> can't say.
    @SuppressWarnings({"NullAway", "unchecked"})
    private static List<Object> row(AllianceState state, AllianceState.Spell spell) {
        Membership member = spell.joined().member();
        ValidTime to = spell.left() == null ? null : spell.left().at();
        List<@Nullable Object> row = Arrays.asList(
                state.name(),
                member.party().value(),
                member.role().name(),
                member.kind().name(),
                first(spell.joined().at()),
                last(spell.joined().at()),
                spell.left() != null,
                first(to),
                last(to));
        return (List<Object>) (List<?>) row;
    }

    private static @Nullable LocalDate first(@Nullable ValidTime time) {
        return time == null ? null : time.firstDay();
    }

    private static @Nullable LocalDate last(@Nullable ValidTime time) {
        return time == null ? null : time.lastDay();
    }
}
