package io.rackledger.query.alliance;

import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.Recorded;
import io.rackledger.events.Subject;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.Column;
import io.rackledger.query.fold.Column.Type;
import io.rackledger.query.fold.Fold;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Claims of a conflict of interest, by the party or alliance that they speak of; a row for each. */
public final class Conflicts implements Fold<ConflictsState> {
    public static final Conflicts FOLD = new Conflicts();

    private static final String ATTRIBUTE = "conflict of interest";

    private Conflicts() {}

    @Override
    public String name() {
        return "conflicts-of-interest";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Class<ConflictsState> stateType() {
        return ConflictsState.class;
    }

    @Override
    public Set<Class<? extends Event>> types() {
        return Set.of(ClaimRecorded.class);
    }

    @Override
    public List<String> entities() {
        return List.of("party", "alliance");
    }

    @Override
    public Set<Tag> keysOf(Recorded recorded) {
        return recorded.event() instanceof ClaimRecorded claim && isConflict(claim)
                ? Set.of(claim.subject().tag())
                : Set.of();
    }

    /** However it is written: in any case, with blanks, hyphens or underscores. */
    private static boolean isConflict(ClaimRecorded claim) {
        Subject.Kind kind = claim.subject().kind();
        String attribute = claim.attribute().toLowerCase(Locale.ROOT).replaceAll("[-_ ]+", " ");
        return (kind == Subject.Kind.PARTY || kind == Subject.Kind.ALLIANCE) && attribute.equals(ATTRIBUTE);
    }

    @Override
    public ConflictsState initial(Tag key) {
        return new ConflictsState(List.of());
    }

    @Override
    public ConflictsState fold(ConflictsState state, Recorded recorded) {
        return recorded.event() instanceof ClaimRecorded claim
                ? state.with(new ConflictsState.Conflict(
                        claim.subject().kind() + ":" + claim.subject().id(),
                        claim.text(),
                        recorded.validAt(),
                        recorded.confidence().name(),
                        recorded.id()))
                : state;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("claim", Type.TEXT, "what is claimed"),
                new Column("claimed_on", Type.DATE, "first day on which it may have been claimed"),
                new Column("claimed_until", Type.DATE, "last day on which it may have been claimed"),
                new Column("confidence", Type.TEXT, "how sure the source is"),
                new Column("event", Type.TEXT, "event that told it"));
    }

    @Override
    public List<List<Object>> rows(ConflictsState state) {
        return state.conflicts().stream().map(Conflicts::row).toList();
    }

    // The contract's lists hold null where nothing is known, which List<Object> can't say.
    @SuppressWarnings({"NullAway", "unchecked"})
    private static List<Object> row(ConflictsState.Conflict conflict) {
        List<@Nullable Object> row = Arrays.asList(
                conflict.text(),
                conflict.on() == null ? null : conflict.on().firstDay(),
                conflict.on() == null ? null : conflict.on().lastDay(),
                conflict.confidence(),
                conflict.event());
        return (List<Object>) (List<?>) row;
    }
}
