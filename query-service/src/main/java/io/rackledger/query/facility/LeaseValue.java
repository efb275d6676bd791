package io.rackledger.query.facility;

import io.rackledger.events.LeaseTerms;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Amount;
import io.rackledger.query.fold.Because;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A lease that runs, or may, and what it is worth. Where several terms may be in force, what differs between them is
 * null, and bounds cover all.
 *
 * @param runs    null where it may run or not
 * @param nominal fee × whole months of the term, which are those between two months where both ends are known as such;
 *                null where it is open-ended
 * @param firm    what can't be cancelled: fee × notice days / 30
 */
record LeaseValue(
        String lease,
        String lessor,
        String tenant,
        @Nullable Boolean runs,
        @Nullable String from,
        @Nullable String to,
        @Nullable Amount feePerMonth,
        @Nullable Integer noticeDays,
        @Nullable Amount nominal,
        @Nullable Amount nominalLow,
        @Nullable Amount nominalHigh,
        @Nullable Amount firm,
        @Nullable Amount firmLow,
        @Nullable Amount firmHigh,
        Because because) {
    private static final long DAYS_OF_A_MONTH = 30;

    /** From the least to the most. */
    private record Range(Money low, Money high) {
        @Nullable
        Amount exact() {
            return low.isEqual(high) ? Amount.of(low) : null;
        }
    }

    static LeaseValue of(LeaseState lease, Instant instant) {
        List<LeaseTerms> possible = lease.possible(instant);
        Range nominal = range(possible, terms -> nominal(lease.from(), terms));
        Range firm = range(possible, LeaseValue::firm);
        return new LeaseValue(
                lease.lease().value(),
                lease.lessor().value(),
                lease.tenant().value(),
                lease.runs(instant) == Truth.YES ? true : null,
                lease.from() == null ? null : lease.from().text(),
                agreed(possible, terms -> terms.to() == null ? null : terms.to().text()),
                agreed(possible, terms -> Amount.of(terms.feePerMonth())),
                agreed(possible, LeaseTerms::noticeDays),
                nominal == null ? null : nominal.exact(),
                nominal == null ? null : Amount.of(nominal.low()),
                nominal == null ? null : Amount.of(nominal.high()),
                firm == null ? null : firm.exact(),
                firm == null ? null : Amount.of(firm.low()),
                firm == null ? null : Amount.of(firm.high()),
                Because.of(lease.events().toList(), "/api/ledger/events?tag=lease:" + lease.lease()));
    }

    private static @Nullable Range nominal(@Nullable ValidTime from, LeaseTerms terms) {
        ValidTime to = terms.to();
        Money fee = terms.feePerMonth();
        if (from == null || to == null || fee == null) {
            return null;
        }
        boolean inMonths = Stream.of(from, to).allMatch(time -> time.precision() == ValidTime.Precision.MONTH);
        long least = ChronoUnit.MONTHS.between(inMonths ? from.firstDay() : from.lastDay(), to.firstDay());
        long most = ChronoUnit.MONTHS.between(from.firstDay(), inMonths ? to.firstDay() : to.lastDay());
        return new Range(fee.multipliedBy(Math.max(0, least)), fee.multipliedBy(Math.max(0, most)));
    }

    private static @Nullable Range firm(LeaseTerms terms) {
        if (terms.feePerMonth() == null || terms.noticeDays() == null) {
            return null;
        }
        Money firm =
                terms.feePerMonth().multipliedBy(terms.noticeDays()).dividedBy(DAYS_OF_A_MONTH, RoundingMode.HALF_EVEN);
        return new Range(firm, firm);
    }

    /** Null where one of the terms tells nothing, or they speak of several currencies. */
    private static @Nullable Range range(List<LeaseTerms> possible, Function<LeaseTerms, @Nullable Range> value) {
        Range all = null;
        for (LeaseTerms terms : possible) {
            Range one = value.apply(terms);
            if (one == null || (all != null && !all.low().isSameCurrency(one.low()))) {
                return null;
            }
            Comparator<Money> order = Comparator.naturalOrder();
            all = all == null
                    ? one
                    : new Range(
                            order.compare(all.low(), one.low()) <= 0 ? all.low() : one.low(),
                            order.compare(all.high(), one.high()) >= 0 ? all.high() : one.high());
        }
        return all;
    }

    private static <T> @Nullable T agreed(List<LeaseTerms> possible, Function<LeaseTerms, @Nullable T> part) {
        T first = possible.isEmpty() ? null : part.apply(possible.getFirst());
        return possible.stream().allMatch(terms -> Objects.equals(part.apply(terms), first)) ? first : null;
    }
}
