package io.rackledger.query.vendorshare;

import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.query.fold.Bounds;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConcentrationTest {
    @ParameterizedTest
    @CsvSource({
        "0.5 0.5 0.5 0.5, 5000.00, 5000.00",
        "0.5 1 0 0.5, 5000.00, 10000.00",
        "0 1 0 1 0 1, 3333.33, 10000.00",
        "0.4 0.6 0.1 0.5 0.1 0.3, 3400.00, 4600.00",
        "0.2 0.2 0.1 0.7 0.1 0.7, 3600.00, 5400.00",
        "0.4 0.95 0 0.6 0.1 0.2, 3600.00, 8200.00",
        "0.6 0.9 0 0.3 0 0.3, 4400.00, 8200.00",
    })
    void the_index_lies_between_filling_evenly_and_filling_at_a_vertex(String bounds, String low, String high) {
        Concentration concentration = new Concentration(shares(bounds));

        assertThat(concentration.low()).isEqualTo(new BigDecimal(low));
        assertThat(concentration.high()).isEqualTo(new BigDecimal(high));
    }

    @Test
    void of_many_uncertain_shares_the_one_that_can_grow_most_takes_all() {
        List<Bounds> many = new ArrayList<>(Collections.nCopies(19, between("0.01", "0.05")));
        many.add(between("0.1", "0.81"));
        Concentration concentration = new Concentration(many);

        assertThat(concentration.high()).isEqualTo(new BigDecimal("6580.00"));
        assertThat(concentration.low()).isEqualTo(new BigDecimal("526.32"));
    }

    private static List<Bounds> shares(String bounds) {
        List<String> each = Arrays.asList(bounds.split(" "));
        List<Bounds> shares = new ArrayList<>();
        for (int i = 0; i < each.size(); i += 2) {
            shares.add(between(each.get(i), each.get(i + 1)));
        }
        return shares;
    }

    private static Bounds between(String low, String high) {
        return new Bounds(new BigDecimal(low), new BigDecimal(high));
    }
}
