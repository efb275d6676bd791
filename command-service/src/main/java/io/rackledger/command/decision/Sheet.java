package io.rackledger.command.decision;

import io.rackledger.events.Event;
import java.util.ArrayList;
import java.util.List;

/**
 * What the catalogue of commands says of one of them. The rules that hold for every command (what must be on record,
 * what must not) follow from the body and are not named here. Immutable.
 *
 * @param purpose for people, one sentence
 * @param yields  the events of an accepted command, without the anomalies
 * @param rules   in the order in which they are checked
 * @param example a body, as JSON, that a ledger takes on which the entities that it names are
 */
public record Sheet(String purpose, List<Class<? extends Event>> yields, List<Rule> rules, String example) {
    /** Whether a rule rejects what is reported, too. */
    public enum Kind {
        /** It rejects in both modes. */
        STRUCTURAL,
        /** It rejects what is decided, and flags what is observed. */
        PLAUSIBILITY
    }

    /**
     * A rule that a command may break.
     *
     * @param name  what the caller is told; stable
     * @param spans whether the events of several entities are read for it, within the one decision
     * @param says  what must hold, for people
     */
    public record Rule(String name, Kind kind, boolean spans, String says) {}

    public Sheet {
        yields = List.copyOf(yields);
        rules = List.copyOf(rules);
    }

    /** A sheet without rules of its own, and without an example yet. */
    @SafeVarargs
    public static Sheet of(String purpose, Class<? extends Event>... yields) {
        return new Sheet(purpose, List.of(yields), List.of(), "{}");
    }

    /** With a structural rule on the entity that the command is about. */
    public Sheet structural(String name, String says) {
        return with(new Rule(name, Kind.STRUCTURAL, false, says));
    }

    /** With a structural rule that spans entities. */
    public Sheet structuralAcross(String name, String says) {
        return with(new Rule(name, Kind.STRUCTURAL, true, says));
    }

    /** With a plausibility rule on the entity that the command is about. */
    public Sheet plausible(String name, String says) {
        return with(new Rule(name, Kind.PLAUSIBILITY, false, says));
    }

    /** With a plausibility rule that spans entities. */
    public Sheet plausibleAcross(String name, String says) {
        return with(new Rule(name, Kind.PLAUSIBILITY, true, says));
    }

    /** With an example of the body. */
    public Sheet example(String body) {
        return new Sheet(purpose, yields, rules, body);
    }

    private Sheet with(Rule rule) {
        List<Rule> more = new ArrayList<>(rules);
        more.add(rule);
        return new Sheet(purpose, yields, more, example);
    }
}
