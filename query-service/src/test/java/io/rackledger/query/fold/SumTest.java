package io.rackledger.query.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SumTest {
    private static final int TIMES = 2_000;

    @Test
    void a_sum_is_what_bounds_add_up_to_digit_by_digit() {
        long first = System.nanoTime();
        System.out.println("seeds from " + first);
        for (long seed = first; seed < first + TIMES; seed++) {
            Random random = new Random(seed);
            List<Bounds> parts = new ArrayList<>();
            for (int i = random.nextInt(20); i > 0; i--) {
                parts.add(part(random));
            }
            assertThat(sum(parts))
                    .as("seed %d: %s", seed, parts)
                    .isEqualTo(parts.stream().reduce(Bounds.NOTHING, Bounds::plus));
        }
    }

    @Test
    void amounts_that_do_not_fit_into_a_number_are_added_too() {
        BigDecimal huge = new BigDecimal(BigInteger.TWO.pow(80), 3);
        BigDecimal most = BigDecimal.valueOf((1L << 58) - 1, 2);
        Sum sum = new Sum();
        List.of(huge, most, most, most, most, new BigDecimal("1E+3")).forEach(sum::add);
        assertThat(sum.bounds().exact())
                .isEqualTo(huge.add(most.multiply(BigDecimal.valueOf(4))).add(BigDecimal.valueOf(1000)));
    }

    private static Sum numbered(Sum sum, Bounds part) {
        long number = Sum.number(part);
        if (number == Sum.UNFIT) {
            sum.add(part);
        } else {
            sum.add(number);
        }
        return sum;
    }

    private static Bounds sum(List<Bounds> parts) {
        Sum sum = new Sum();
        parts.forEach(part -> numbered(sum, part));
        return sum.bounds();
    }

    private static Bounds part(Random random) {
        BigDecimal amount = amount(random);
        return switch (random.nextInt(6)) {
            case 0 -> Bounds.UNKNOWN;
            case 1 -> Bounds.upTo(amount);
            case 2 -> new Bounds(amount, amount.add(amount(random)));
            default -> Bounds.exactly(amount);
        };
    }

    private static BigDecimal amount(Random random) {
        int bits = random.nextInt(6) == 0 ? 70 : 1 + random.nextInt(58);
        return new BigDecimal(new BigInteger(bits, random), random.nextInt(6) == 0 ? -2 : random.nextInt(4));
    }
}
