package io.rackledger.command.order;

import io.rackledger.events.Measure;
import io.rackledger.events.Measures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.jspecify.annotations.Nullable;

/** How an order's totals and its parts go together. */
record Allotment(@Nullable Measures totals, List<Measures> parts) {
    /** By how much shares may miss 1. */
    static final BigDecimal TOLERANCE = new BigDecimal("0.000001");

    Allotment {
        parts = List.copyOf(parts);
    }

    boolean mixesCurrencies() {
        return Stream.concat(Stream.ofNullable(totals), parts.stream())
                        .map(Measures::currency)
                        .filter(Objects::nonNull)
                        .distinct()
                        .count()
                > 1;
    }

    /** Whether the shares sum to something else than 1, or to more where some are unknown. */
    boolean sharesAreNotOne() {
        List<BigDecimal> shares = stated(Measure.SHARE);
        BigDecimal excess = sum(shares).subtract(BigDecimal.ONE);
        boolean tooLittle = excess.compareTo(TOLERANCE.negate()) < 0;
        return excess.compareTo(TOLERANCE) > 0 || (tooLittle && shares.size() == parts.size());
    }

    /** Whether the parts sum to something else than a total, or to more where some are unknown. */
    boolean totalsMismatch() {
        return quantities().entrySet().stream().anyMatch(total -> {
            List<BigDecimal> stated = stated(total.getKey());
            int excess = sum(stated).compareTo(total.getValue());
            return excess > 0 || (excess < 0 && stated.size() == parts.size());
        });
    }

    /**
     * The parts with what follows from the totals: the rest for the only part that doesn't state a measure, and
     * total × share where no part states it and all shares are known.
     *
     * @throws ArithmeticException if a count doesn't come out whole
     */
    List<Measures> resolved() {
        List<Measures> resolved = parts;
        for (Map.Entry<Measure, BigDecimal> total : quantities().entrySet()) {
            resolved = resolved(resolved, total.getKey(), total.getValue());
        }
        return resolved;
    }

    private List<Measures> resolved(List<Measures> before, Measure measure, BigDecimal total) {
        List<BigDecimal> stated = stated(measure);
        List<BigDecimal> shares = stated(Measure.SHARE);
        boolean byRest = stated.size() == parts.size() - 1;
        boolean byShare = stated.isEmpty() && shares.size() == parts.size();
        if (!byRest && !byShare) {
            return before;
        }
        List<BigDecimal> amounts =
                byRest ? Collections.nCopies(parts.size(), total.subtract(sum(stated))) : split(measure, total, shares);
        List<Measures> after = new ArrayList<>();
        for (int i = 0; i < before.size(); i++) {
            after.add(with(before.get(i), measure, amounts.get(i)));
        }
        return after;
    }

    private List<BigDecimal> split(Measure measure, BigDecimal total, List<BigDecimal> shares) {
        Measures whole = with(Measures.UNKNOWN, measure, total);
        List<BigDecimal> amounts = new ArrayList<>();
        BigDecimal left = total;
        for (BigDecimal share : shares.subList(0, shares.size() - 1)) {
            BigDecimal part =
                    Objects.requireNonNull(whole.part(share, sum(shares)).amount(measure));
            amounts.add(part.min(left));
            left = left.subtract(amounts.getLast());
        }
        amounts.add(left);
        return amounts;
    }

    private Measures with(Measures part, Measure measure, BigDecimal amount) {
        Map<Measure, BigDecimal> amounts = new EnumMap<>(Measure.class);
        amounts.putAll(part.known());
        amounts.putIfAbsent(measure, amount);
        CurrencyUnit currency = totals == null || part.currency() != null ? part.currency() : totals.currency();
        return Measures.of(amounts, currency);
    }

    private Map<Measure, BigDecimal> quantities() {
        Map<Measure, BigDecimal> known = new EnumMap<>(Measure.class);
        if (totals != null) {
            known.putAll(totals.known());
        }
        known.remove(Measure.SHARE);
        return known;
    }

    private List<BigDecimal> stated(Measure measure) {
        return parts.stream()
                .map(part -> part.amount(measure))
                .filter(Objects::nonNull)
                .toList();
    }

    private static BigDecimal sum(List<BigDecimal> amounts) {
        return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
