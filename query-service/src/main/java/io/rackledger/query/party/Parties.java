package io.rackledger.query.party;

import io.rackledger.events.Event;
import io.rackledger.events.Identifiers;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.PartyRoleAssigned;
import io.rackledger.events.PartySucceeded;
import io.rackledger.events.Recorded;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.Column;
import io.rackledger.query.fold.Column.Type;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.party.PartyState.Held;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every party. Its table has a row for each of its roles, or one for a party that has none. */
public final class Parties implements Fold<PartyState> {
    public static final Parties FOLD = new Parties();

    private Parties() {}

    @Override
    public String name() {
        return "parties";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Class<PartyState> stateType() {
        return PartyState.class;
    }

    @Override
    public Set<Class<? extends Event>> types() {
        return Set.of(
                PartyRegistered.class,
                PartyRoleAssigned.class,
                PartySucceeded.class,
                SecurityListed.class,
                SecurityDelisted.class);
    }

    @Override
    public List<String> entities() {
        return List.of("party");
    }

    @Override
    public Set<Tag> keysOf(Recorded recorded) {
        return switch (recorded.event()) {
            case PartyRegistered e -> Set.of(Tag.of(e.party()));
            case PartyRoleAssigned e -> Set.of(Tag.of(e.party()));
            case PartySucceeded e ->
                e.predecessor().equals(e.successor())
                        ? Set.of(Tag.of(e.predecessor()))
                        : Set.of(Tag.of(e.predecessor()), Tag.of(e.successor()));
            case SecurityListed e -> Set.of(Tag.of(e.party()));
            case SecurityDelisted e -> Set.of(Tag.of(e.party()));
            default -> Set.of();
        };
    }

    @Override
    public PartyState initial(Tag key) {
        return PartyState.named(new PartyId(key.value()));
    }

    @Override
    public PartyState fold(PartyState state, Recorded recorded) {
        return state.after(recorded);
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("legal_name", Type.TEXT, "legal name"),
                new Column("lei", Type.TEXT, "legal entity identifier"),
                new Column("cik", Type.TEXT, "the SEC's central index key"),
                new Column("ticker", Type.TEXT, "ticker, as registered"),
                new Column("mic", Type.TEXT, "market of the ticker, by its identifier code"),
                new Column("successor", Type.TEXT, "party that came after it"),
                new Column("active_listings", Type.COUNT, "listings that were not ended"),
                new Column("party_role", Type.TEXT, "role that the row is of; null for a party that has none"),
                new Column("at_registration", Type.FLAG, "whether it had the role from its registration on"),
                new Column("since_on", Type.DATE, "first day on which it may have taken the role"),
                new Column("since_until", Type.DATE, "last day on which it may have taken the role"));
    }

    @Override
    public List<List<Object>> rows(PartyState state) {
        List<List<Object>> rows = new ArrayList<>();
        state.roles().forEach(held -> rows.add(row(state, held)));
        if (rows.isEmpty()) {
            rows.add(row(state, null));
        }
        return rows;
    }

    // The contract's lists hold null where nothing is known, which List<Object> can't say.
    @SuppressWarnings({"NullAway", "unchecked"})
    private static List<Object> row(PartyState state, @Nullable Held held) {
        Identifiers identifiers = state.identifiers();
        List<@Nullable Object> row = Arrays.asList(
                state.legalName(),
                identifiers.lei(),
                identifiers.cik(),
                identifiers.ticker(),
                identifiers.mic(),
                state.successors().isEmpty()
                        ? null
                        : state.successors().getLast().party().value(),
                state.listings().stream()
                        .filter(listed -> listed.delisted() == null)
                        .count(),
                held == null ? null : held.role().name(),
                held == null ? null : held.atRegistration(),
                held == null ? null : held.since().firstDay(),
                held == null ? null : held.since().lastDay());
        return (List<Object>) (List<?>) row;
    }
}
