package io.rackledger.query.vendorshare;

import io.rackledger.query.fold.Bounds;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Bounds of the Herfindahl-Hirschman index, Σ (100 · share)², where each share lies within bounds and all of them sum
 * to 1.
 *
 * <p>The sum of squares is convex. Its least value fills all shares up to one level, as far as their bounds allow. Its
 * greatest lies at a vertex, where all shares but one are at a bound: of few uncertain shares all vertices are tried; of
 * more than {@value #MOST_TRIED}, what is left goes to those that can grow most, one after the other.
 */
final class Concentration {
    private static final MathContext PRECISION = MathContext.DECIMAL128;
    private static final BigDecimal POINTS = new BigDecimal(10_000);
    private static final int SCALE = 2;
    private static final int MOST_TRIED = 12;

    /** Far above what divisions lose, and far below what the index shows. */
    private static final BigDecimal ROUNDING = new BigDecimal("1e-20");

    private final List<Bounds> shares;

    /** Each with an upper bound of at most 1. */
    Concentration(List<Bounds> shares) {
        this.shares = List.copyOf(shares);
    }

    /** The least index that the bounds allow, 0 to 10,000. */
    BigDecimal low() {
        return index(shares.stream().map(share -> clamp(level(), share)));
    }

    /** The greatest. */
    BigDecimal high() {
        List<Bounds> open = shares.stream().filter(share -> !share.isExact()).toList();
        BigDecimal fixed = squares(shares.stream().filter(Bounds::isExact).map(Bounds::low));
        BigDecimal left =
                BigDecimal.ONE.subtract(shares.stream().map(Bounds::low).reduce(BigDecimal.ZERO, BigDecimal::add));
        BigDecimal greatest = open.size() > MOST_TRIED ? greedily(open, left) : tried(open, left);
        return points(fixed.add(greatest));
    }

    /** The level to which the shares are filled so that they sum to 1: the sum grows with it, piece by piece evenly. */
    private BigDecimal level() {
        List<BigDecimal> steps = shares.stream()
                .flatMap(share -> Stream.of(share.low(), high(share)))
                .sorted()
                .toList();
        BigDecimal below = BigDecimal.ZERO;
        for (BigDecimal step : steps) {
            BigDecimal excess = filled(step).subtract(BigDecimal.ONE);
            if (excess.signum() >= 0) {
                BigDecimal base = below;
                long growing = shares.stream()
                        .filter(share ->
                                share.low().compareTo(base) <= 0 && high(share).compareTo(step) >= 0)
                        .filter(share -> !share.isExact())
                        .count();
                return growing == 0 ? step : step.subtract(excess.divide(BigDecimal.valueOf(growing), PRECISION));
            }
            below = step;
        }
        return below;
    }

    private BigDecimal filled(BigDecimal level) {
        return shares.stream().map(share -> clamp(level, share)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal clamp(BigDecimal level, Bounds share) {
        return level.max(share.low()).min(high(share));
    }

    private static BigDecimal high(Bounds share) {
        return Objects.requireNonNull(share.high());
    }

    private static BigDecimal greedily(List<Bounds> open, BigDecimal left) {
        List<BigDecimal> filled = new ArrayList<>();
        BigDecimal rest = left.max(BigDecimal.ZERO);
        for (Bounds share : open.stream()
                .sorted(Comparator.comparing((Bounds share) -> high(share)).reversed())
                .toList()) {
            BigDecimal more = rest.min(high(share).subtract(share.low()));
            filled.add(share.low().add(more));
            rest = rest.subtract(more);
        }
        return squares(filled.stream());
    }

    private static BigDecimal tried(List<Bounds> open, BigDecimal left) {
        BigDecimal greatest = BigDecimal.ZERO;
        for (int filled = 0; filled < 1 << open.size(); filled++) {
            greatest = greatest.max(tried(open, filled, left));
        }
        return greatest;
    }

    /** The squares where the shares whose bit is set are full and one of the others takes the rest; 0 if none can. */
    private static BigDecimal tried(List<Bounds> open, int full, BigDecimal left) {
        BigDecimal rest = left;
        for (int i = 0; i < open.size(); i++) {
            rest = isSet(full, i) ? rest.subtract(room(open.get(i))) : rest;
        }
        BigDecimal greatest = BigDecimal.ZERO;
        for (int taker = 0; taker < open.size(); taker++) {
            if (!isSet(full, taker) && fits(rest, room(open.get(taker)))) {
                greatest = greatest.max(squares(open, full, taker, rest));
            }
        }
        return greatest;
    }

    private static boolean fits(BigDecimal rest, BigDecimal room) {
        return rest.compareTo(ROUNDING.negate()) >= 0 && rest.compareTo(room.add(ROUNDING)) <= 0;
    }

    private static BigDecimal squares(List<Bounds> open, int full, int taker, BigDecimal rest) {
        List<BigDecimal> values = new ArrayList<>();
        for (int i = 0; i < open.size(); i++) {
            Bounds share = open.get(i);
            BigDecimal value = isSet(full, i) ? high(share) : share.low();
            values.add(i == taker ? value.add(rest) : value);
        }
        return squares(values.stream());
    }

    private static boolean isSet(int bits, int index) {
        return (bits >> index & 1) == 1;
    }

    private static BigDecimal room(Bounds share) {
        return high(share).subtract(share.low());
    }

    private static BigDecimal index(Stream<BigDecimal> shares) {
        return points(squares(shares));
    }

    private static BigDecimal squares(Stream<BigDecimal> shares) {
        return shares.map(share -> share.multiply(share, PRECISION)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal points(BigDecimal squares) {
        return squares.multiply(POINTS).setScale(SCALE, RoundingMode.HALF_UP);
    }
}
