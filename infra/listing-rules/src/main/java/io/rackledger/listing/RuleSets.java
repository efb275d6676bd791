package io.rackledger.listing;

import java.time.LocalDate;
import java.time.Month;
import java.util.List;
import java.util.Optional;

/**
 * All versions of all rule sets. A set is named after the edition that it was read from and is valid from the day that
 * its rules go back to, so histories from before the edition find it too.
 */
public final class RuleSets {
    private static final List<RuleSet> ALL = List.of(
            // The day on which the 5000 series took effect.
            new NasdaqRules("nasdaq-2024", LocalDate.of(2009, Month.APRIL, 13), Optional.empty(), DueDate.ORIGINAL),
            // The day on which 802.01E began to cover quarterly reports.
            new NyseRules("nyse-2024", LocalDate.of(2015, Month.MARCH, 2), Optional.empty()));

    private RuleSets() {}

    public static List<RuleSet> all() {
        return ALL;
    }

    /**
     * The rule set in force at a venue on a day; empty where none is known, and then no deadline can be derived.
     *
     * @param mic market identifier code (ISO 10383), such as {@code XNAS}
     * @param on the day that is counted from: a notice, a determination, a period's end
     */
    public static Optional<RuleSet> of(String mic, LocalDate on) {
        return ALL.stream().filter(ruleSet -> ruleSet.covers(mic, on)).findFirst();
    }

    /** The rule set of that id, such as {@code nasdaq-2024}. */
    public static Optional<RuleSet> byId(String id) {
        return ALL.stream().filter(ruleSet -> ruleSet.id().equals(id)).findFirst();
    }
}
