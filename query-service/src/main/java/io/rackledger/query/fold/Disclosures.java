package io.rackledger.query.fold;

import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.DisclosureRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.MoneyRange;
import io.rackledger.events.PartyId;
import io.rackledger.events.Quantity;
import io.rackledger.events.QuantityRange;
import io.rackledger.events.Recorded;
import io.rackledger.events.Subject;
import io.rackledger.events.Tag;
import io.rackledger.query.fold.Column.Type;
import io.rackledger.query.fold.DisclosureState.Claimed;
import io.rackledger.query.fold.DisclosureState.Disclosed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * What is told of each party. Its table has a row for each disclosure and each claim; {@code unit} is a currency for a
 * disclosure, and {@code range_unit} differs from it only where a claim's does.
 */
public final class Disclosures implements Fold<DisclosureState> {
    public static final Disclosures FOLD = new Disclosures();

    private Disclosures() {}

    @Override
    public String name() {
        return "disclosures";
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public Class<DisclosureState> stateType() {
        return DisclosureState.class;
    }

    @Override
    public Set<Class<? extends Event>> types() {
        return Set.of(DisclosureRecorded.class, ClaimRecorded.class);
    }

    @Override
    public List<String> entities() {
        return List.of("party");
    }

    @Override
    public Set<Tag> keysOf(Recorded recorded) {
        return switch (recorded.event()) {
            case DisclosureRecorded e -> Set.of(Tag.of(e.party()));
            case ClaimRecorded e ->
                e.subject().kind() == Subject.Kind.PARTY ? Set.of(e.subject().tag()) : Set.of();
            default -> Set.of();
        };
    }

    @Override
    public DisclosureState initial(Tag key) {
        return DisclosureState.of(new PartyId(key.value()));
    }

    @Override
    public DisclosureState fold(DisclosureState state, Recorded recorded) {
        return state.after(recorded);
    }

    @Override
    public List<Column> columns() {
        return List.of(
                new Column("metric", Type.TEXT, "what is disclosed; null for a claim"),
                new Column("fiscal_period", Type.TEXT, "fiscal period that it is disclosed for; null for a claim"),
                new Column("claimed_attribute", Type.TEXT, "what is claimed; null for a disclosure"),
                new Column("actual", Type.DECIMAL, "the amount, where there is one"),
                new Column("unit", Type.TEXT, "unit of the amount; the currency of a disclosure"),
                new Column("range_low", Type.DECIMAL, "least amount, where a range is told"),
                new Column("range_high", Type.DECIMAL, "greatest amount, where a range is told"),
                new Column("range_unit", Type.TEXT, "unit of the range"),
                new Column("growth_percent", Type.DECIMAL, "growth over a year before, in percent"),
                new Column("claimed_text", Type.TEXT, "the claim in words"),
                new Column("told_on", Type.DATE, "first day on which it may have been told"),
                new Column("told_until", Type.DATE, "last day on which it may have been told"),
                new Column("confidence", Type.TEXT, "how sure the source is"),
                new Column("source", Type.TEXT, "source that told it"),
                new Column("event", Type.TEXT, "event that told it"));
    }

    @Override
    public List<List<Object>> rows(DisclosureState state) {
        List<List<Object>> rows = new ArrayList<>();
        state.disclosed().forEach(disclosed -> rows.add(row(disclosed)));
        state.claimed().forEach(claimed -> rows.add(row(claimed)));
        return rows;
    }

    private static List<Object> row(Disclosed told) {
        MoneyRange range = told.range();
        Money low = range == null ? null : range.low();
        Money high = range == null ? null : range.high();
        return row(
                told.fact(),
                told.metric().name(),
                told.fiscalPeriod().text(),
                null,
                amount(told.actual()),
                currency(told.actual()),
                amount(low),
                amount(high),
                Stream.of(low, high)
                        .map(Disclosures::currency)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null),
                told.growth(),
                null);
    }

    private static List<Object> row(Claimed told) {
        Quantity value = told.value();
        QuantityRange range = told.range();
        return row(
                told.fact(),
                null,
                null,
                told.attribute(),
                value == null ? null : value.amount(),
                value == null ? null : value.unit(),
                range == null ? null : range.low(),
                range == null ? null : range.high(),
                range == null ? null : range.unit(),
                null,
                told.text());
    }

    // The contract's lists hold null where nothing is known, which List<Object> can't say.
    @SuppressWarnings({"NullAway", "unchecked"})
    private static List<Object> row(Fact fact, @Nullable Object... told) {
        List<@Nullable Object> row = new ArrayList<>(Arrays.asList(told));
        row.add(fact.firstDay());
        row.add(fact.lastDay());
        row.add(fact.confidence().name());
        row.add(fact.source() == null ? null : fact.source().value());
        row.add(fact.event());
        return (List<Object>) (List<?>) row;
    }

    private static @Nullable BigDecimal amount(@Nullable Money money) {
        return money == null ? null : money.getAmount();
    }

    private static @Nullable String currency(@Nullable Money money) {
        return money == null ? null : money.getCurrencyUnit().getCode();
    }
}
