package io.rackledger.query.delistingrisk;

import java.math.BigDecimal;
import java.util.List;

/**
 * One line of the index.
 *
 * @param points  what it adds, not rounded
 * @param what    for people
 * @param because the events that it rests on
 */
record Line(BigDecimal points, String what, List<String> because) {
    Line {
        because = List.copyOf(because);
    }
}
