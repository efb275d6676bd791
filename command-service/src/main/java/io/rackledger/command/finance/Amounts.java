package io.rackledger.command.finance;

import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** The amounts of money that a command states, of those that it may. Immutable. */
record Amounts(List<Money> stated) {
    Amounts {
        stated = List.copyOf(stated);
    }

    static Amounts of(@Nullable Money... amounts) {
        List<Money> stated = new ArrayList<>();
        for (Money amount : amounts) {
            if (amount != null) {
                stated.add(amount);
            }
        }
        return new Amounts(stated);
    }

    boolean none() {
        return stated.isEmpty();
    }

    /** Whether they are in several currencies. */
    boolean mixed() {
        return stated.stream().map(Money::getCurrencyUnit).distinct().count() > 1;
    }

    /** Whether each is above zero. */
    boolean positive() {
        return stated.stream().allMatch(Money::isPositive);
    }
}
