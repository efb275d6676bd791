package io.rackledger.command.claim;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Criterion;
import io.rackledger.command.decision.Dependence;
import io.rackledger.command.decision.Findings;
import io.rackledger.command.decision.Form;
import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.ContradictionRaised;
import io.rackledger.events.ContradictionResolved;
import io.rackledger.events.Event;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.Subject;
import io.rackledger.events.Tag;
import io.rackledger.events.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Facts that are said to disagree, as far as they stand, with what was said of their disagreement. Immutable. */
record Dispute(List<Recorded> read) {
    static final Dispute NOTHING = new Dispute(List.of());

    /** How many facts can disagree. */
    private static final int FEWEST = 2;

    Dispute {
        read = List.copyOf(read);
    }

    /** The facts of these ids, and what speaks of them. */
    static Boundary boundary(List<String> events) {
        Boundary boundary = Boundary.NONE;
        for (String event : events) {
            boundary = boundary.or(new Boundary(Set.of(new Criterion(Dependence.FACTS, Set.of(Tag.event(event))))));
        }
        return boundary;
    }

    /** A copy of a list of two ids at least, none of them twice. */
    static List<String> copy(List<String> events) {
        Form.required(events, "events");
        List<String> copy = Form.copy(events, "events");
        Form.check(copy.size() >= FEWEST, "events: two at least");
        Form.check(copy.stream().distinct().count() == copy.size(), "events: each once");
        Form.check(copy.stream().noneMatch(String::isBlank), "events: must not be blank");
        return copy;
    }

    Dispute after(Recorded recorded) {
        List<Recorded> more = new ArrayList<>(read);
        more.add(recorded);
        return new Dispute(more);
    }

    /** Checks that the facts stand and speak of the subject, and claims of the attribute. */
    Findings check(Findings findings, List<String> events, Subject subject, String attribute) {
        List<Recorded> facts =
                read.stream().filter(fact -> events.contains(fact.id())).toList();
        List<String> unknown = new ArrayList<>(events);
        facts.forEach(fact -> unknown.remove(fact.id()));
        List<String> others = facts.stream()
                .filter(fact -> !speaksOf(fact.event(), subject, attribute))
                .map(Recorded::id)
                .toList();
        return findings.structural(
                        "unknown-event", !unknown.isEmpty(), "no such fact stands; it may be retracted: " + unknown)
                .structural(
                        "not-same-subject",
                        !others.isEmpty(),
                        "not about " + attribute + " of " + subject + ": " + others);
    }

    private static boolean speaksOf(Event event, Subject subject, String attribute) {
        if (event instanceof ClaimRecorded claim) {
            return claim.subject().equals(subject) && claim.attribute().equals(attribute);
        }
        Set<Tag> tags = Tags.of(event);
        return tags.contains(subject.tag())
                || subject.entity() instanceof PartyId party
                        && (tags.contains(Tag.buyer(party)) || tags.contains(Tag.vendor(party)));
    }

    /** What was last said of this disagreement: that there is one, or that it was resolved; null if nothing was. */
    @Nullable
    Event last(List<String> events, Subject subject, String attribute) {
        Matter matter = new Matter(Set.copyOf(events), subject, attribute);
        return read.stream()
                .map(Recorded::event)
                .filter(event -> matter.equals(Matter.of(event)))
                .reduce((earlier, later) -> later)
                .orElse(null);
    }

    /** What facts disagree about. */
    private record Matter(Set<String> events, Subject subject, String attribute) {
        private static @Nullable Matter of(Event event) {
            if (event instanceof ContradictionRaised e) {
                return new Matter(Set.copyOf(e.events()), e.subject(), e.attribute());
            }
            return event instanceof ContradictionResolved e
                    ? new Matter(Set.copyOf(e.events()), e.subject(), e.attribute())
                    : null;
        }
    }
}
