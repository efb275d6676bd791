package io.rackledger.query.fold;

import io.rackledger.events.Measure;
import java.math.BigDecimal;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Amounts by measure, in the order of the measures: every state of every lot has some, so they are kept small. Immutable. */
final class Amounts extends AbstractMap<Measure, BigDecimal> {
    static final Amounts NONE = new Amounts(new BigDecimal[Measure.values().length]);

    private final @Nullable BigDecimal[] amounts;

    private Amounts(@Nullable BigDecimal[] amounts) {
        this.amounts = amounts;
    }

    static Amounts of(Map<Measure, BigDecimal> amounts) {
        if (amounts instanceof Amounts same) {
            return same;
        }
        if (amounts.isEmpty()) {
            return NONE;
        }
        Amounts copy = new Amounts(new BigDecimal[NONE.amounts.length]);
        amounts.forEach((measure, amount) -> copy.amounts[measure.ordinal()] = amount);
        return copy;
    }

    /** What is left of an amount; nothing where more went than there was. */
    static BigDecimal notNegative(BigDecimal left) {
        return left.signum() < 0 ? BigDecimal.ZERO : left;
    }

    /** These with others added to them. */
    Amounts plus(Map<Measure, BigDecimal> others) {
        Amounts sums = new Amounts(amounts.clone());
        others.forEach((measure, amount) -> {
            BigDecimal known = amounts[measure.ordinal()];
            sums.amounts[measure.ordinal()] = known == null ? amount : known.add(amount);
        });
        return sums;
    }

    @Override
    public @Nullable BigDecimal get(@Nullable Object key) {
        return key instanceof Measure measure ? amounts[measure.ordinal()] : null;
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return get(key) != null;
    }

    @Override
    public Set<Entry<Measure, BigDecimal>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<Measure, BigDecimal>> iterator() {
                return known().entrySet().iterator();
            }

            @Override
            public int size() {
                return known().size();
            }
        };
    }

    private Map<Measure, BigDecimal> known() {
        Map<Measure, BigDecimal> known = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            BigDecimal amount = amounts[measure.ordinal()];
            if (amount != null) {
                known.put(measure, amount);
            }
        }
        return Collections.unmodifiableMap(known);
    }
}
