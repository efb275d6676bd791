package io.rackledger.command.claim;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Dependence;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Redecision;
import io.rackledger.events.FactCorrected;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.Facts;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.Tags;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A fact that is to be corrected or retracted, with all that was read around it. Immutable.
 *
 * @param recorded in the order of positions, changes of facts included
 */
record Challenged(List<Recorded> recorded) {
    static final Challenged NOTHING = new Challenged(List.of());

    Challenged {
        recorded = List.copyOf(recorded);
    }

    Challenged evolve(Recorded event) {
        List<Recorded> more = new ArrayList<>(recorded);
        more.add(event);
        return new Challenged(more);
    }

    /** The fact as it was recorded; null if there is none of that id. */
    @Nullable
    Recorded original(String event) {
        return recorded.stream()
                .filter(each -> each.id().equals(event))
                .findFirst()
                .orElse(null);
    }

    /** The fact as it reads now; null if it stands no more, or never did. */
    @Nullable
    Recorded standing(String event) {
        return Facts.standing(recorded).stream()
                .filter(each -> each.id().equals(event))
                .findFirst()
                .orElse(null);
    }

    /** Tags of all that the fact ever said, by which those who read it find what becomes of it. */
    List<Tag> tags(Recorded fact) {
        Set<Tag> tags = new LinkedHashSet<>();
        for (Recorded each : recorded) {
            if (each.id().equals(fact.id())) {
                tags.addAll(Tags.of(each.event()));
                if (each.provenance() != null) {
                    tags.add(Tag.of(each.provenance().source()));
                }
            } else if (each.event() instanceof FactCorrected e && e.target().equals(fact.id())) {
                tags.addAll(Tags.of(e.corrected()));
            }
        }
        return List.copyOf(tags);
    }

    /** The rules on what can be changed at all. */
    Findings check(Findings findings, Redecision redecision, String event) {
        Recorded original = original(event);
        findings.structural("unknown-event", original == null, "no event '" + event + "' is on record");
        if (original != null) {
            findings.structural(
                            "not-a-fact",
                            !Dependence.FACTS.contains(original.event().getClass())
                                    || !redecision.speaksForItself(original, recorded),
                            "what the ledger adds to a command is changed with what the command recorded")
                    .structural("wrong-state", standing(event) == null, "event '" + event + "' was retracted");
        }
        return findings;
    }

    static Boundary boundary(String event) {
        return Redecision.about(event);
    }

    /** The first fact that a change would break. */
    static String first(Redecision.Broken broken) {
        return "event '" + broken.fact().id() + "' at position " + broken.fact().position() + " ("
                + broken.fact().event().getClass().getSimpleName() + ") would not stand: " + broken.because();
    }

    /** That a change reaches further than can be decided. */
    static Decision.Refused tooFar() {
        return new Decision.Refused(
                "too-far-reaching", "more than " + Redecision.MOST + " facts would have to be decided anew");
    }

    /** A retraction as it would be recorded. */
    FactRetracted retraction(Recorded fact, String reason) {
        return new FactRetracted(fact.id(), fact.position(), tags(fact), reason);
    }
}
