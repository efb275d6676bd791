package io.rackledger.ledger;

import static io.rackledger.ledger.BrokenPromise.require;

import io.rackledger.format.Anchor;
import io.rackledger.ledger.SimulatedCallers.Waiting;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What must hold at the end of a history, whatever happened in it. */
final class SimulatedPromises {
    private final SimulatedHistory history;
    private final SimulatedAudit audit;
    private final Map<String, Integer> positions = new HashMap<>();

    SimulatedPromises(SimulatedHistory history) {
        this.history = history;
        this.audit = history.log.audit();
    }

    /** What must hold when nothing goes wrong any more, before anything new is appended. */
    void checkWhenQuiet() {
        noWriterStopsTheLedger();
        onceFaultsCeaseSomebodyTakesAppends();
        nothingIsLeftInFlight();
    }

    void check(List<SimulatedAppend> last) {
        onceFaultsCeaseAnAppendIsTaken(last);
        noWriterStopsTheLedger();
        allReadersAgree();
        noEventStandsTwice();
        positionsAreGapless();
        noCommitIsTorn();
        noAcknowledgedCommitIsLostOrMoved();
        whatWasRefusedDoesNotStand();
        noDecisionStandsOnAVoidOne();
        everyAcceptedConditionHoldsWhereItStands();
        whoWasToldThatATipIsVoidReadWhatIsVoid();
        everybodyIsToldOnce();
        aLostAcknowledgedCommitIsNoticed();
    }

    /** Nodes whose broker never broke its word to them. */
    private List<SimulatedNode> honest() {
        return history.nodes.stream()
                .filter(node -> !history.callers.deceived.contains(node.writer))
                .toList();
    }

    // ---- safety -------------------------------------------------------------------------------------------------

    private void noWriterStopsTheLedger() {
        require(history.excused() || audit.stopped().isEmpty(), "no writer stops the ledger", audit.stopped());
    }

    private void allReadersAgree() {
        for (SimulatedNode node : honest()) {
            Engine engine = node.writer.engine;
            require(
                    engine.head().anchor().equals(audit.head()),
                    "all readers agree",
                    node + ", the log at " + audit.head());
            require(
                    (engine.phase() == Engine.Phase.STOPPED) == !audit.stopped().isEmpty(),
                    "all readers agree where to stop",
                    node + ": " + engine.stoppedBecause() + ", the log: " + audit.stopped());
            require(node.writer.events().equals(audit.events()), "all indexes agree", node.writer.events());
        }
    }

    private void noEventStandsTwice() {
        for (String id : audit.events()) {
            Integer earlier = positions.put(id, positions.size());
            require(earlier == null, "no event stands twice", id);
        }
    }

    private void positionsAreGapless() {
        for (SimulatedNode node : honest()) {
            List<StoredEvent> events = node.writer.index.range(0, Long.MAX_VALUE);
            for (int i = 0; i < events.size(); i++) {
                require(events.get(i).position() == i, "positions are gapless", events.get(i));
            }
        }
    }

    private void noCommitIsTorn() {
        for (SimulatedAppend append : history.callers.appends) {
            int first = standsAt(append);
            for (int i = 0; i < append.entries.size(); i++) {
                int position = positions.getOrDefault(append.entries.get(i).id(), -1);
                require(position == (first < 0 ? -1 : first + i), "no commit is torn", append);
            }
        }
    }

    private int standsAt(SimulatedAppend append) {
        return positions.getOrDefault(append.entries.getFirst().id(), -1);
    }

    private void noAcknowledgedCommitIsLostOrMoved() {
        for (SimulatedAppend append : history.callers.appends) {
            if (append.outcome() instanceof Outcome.Appended appended
                    && !history.log.lost(appended.anchor())
                    && !history.callers.deceived.contains(append.sentBy)) {
                require(
                        standsAt(append) == appended.position() && audit.contains(appended.anchor()),
                        "no acknowledged commit is lost or moved",
                        append + " was told " + appended + " and stands at " + standsAt(append));
            }
        }
    }

    private void whatWasRefusedDoesNotStand() {
        for (SimulatedAppend append : history.callers.appends) {
            if (history.callers.deceived.contains(append.sentBy)) {
                continue;
            }
            boolean refused = switch (append.outcome()) {
                case Outcome.Conflict conflict -> true;
                case Outcome.Superseded superseded -> true;
                case Outcome.Unavailable unavailable -> true;
                case Outcome.TooLarge tooLarge -> true;
                case Outcome.Appended appended -> false;
                case Outcome.Unknown unknown -> false;
                case null -> false;
            };
            require(
                    !refused || standsAt(append) < 0,
                    "what was refused does not stand",
                    append + " was told " + append.outcome());
        }
    }

    private void noDecisionStandsOnAVoidOne() {
        for (SimulatedAppend append : history.callers.appends) {
            if (append.condition != null && standsAt(append) >= 0) {
                Anchor anchor = append.condition.anchor();
                require(
                        audit.contains(anchor) && anchor.size() <= standsAt(append),
                        "no decision stands on a void one",
                        append + " was decided on " + anchor);
            }
        }
    }

    private void everyAcceptedConditionHoldsWhereItStands() {
        for (SimulatedAppend append : history.callers.appends) {
            Condition condition = append.condition;
            for (int at = condition == null ? 0 : (int) condition.marker();
                    condition != null && at < standsAt(append);
                    at++) {
                require(
                        !SimulatedCallers.matches(condition, audit.events().get(at)),
                        "every accepted condition holds where it stands",
                        append + " excludes " + condition + " and stands behind " + at);
            }
        }
    }

    private void whoWasToldThatATipIsVoidReadWhatIsVoid() {
        for (Waiting waits : history.callers.waiting) {
            boolean superseded = !history.callers.deceived.contains(waits.writer())
                    && waits.told().stream().anyMatch(Outcome.Superseded.class::isInstance);
            require(
                    !superseded || !audit.contains(waits.tip()),
                    "who was told that a tip is void read what is void",
                    waits.tip());
        }
    }

    private void aLostAcknowledgedCommitIsNoticed() {
        for (SimulatedNode node : history.nodes) {
            boolean holdsIt = !audit.contains(node.writer.engine.head().anchor());
            require(
                    !holdsIt
                            || node.writer.engine.phase() == Engine.Phase.STOPPED
                            || !audit.stopped().isEmpty(),
                    "a lost acknowledged commit is noticed",
                    node + " and the log at " + audit.head());
        }
    }

    // ---- liveness -----------------------------------------------------------------------------------------------

    private void onceFaultsCeaseSomebodyTakesAppends() {
        for (SimulatedNode node : history.nodes) {
            Engine.Phase phase = node.writer.engine.phase();
            require(
                    history.excused()
                            || (phase == Engine.Phase.OPEN && node.writes)
                            || (phase == Engine.Phase.FOLLOWING && !(node.writes && node.assigned)),
                    "once faults cease, the ledger's writers take appends",
                    node.name + " " + node);
        }
    }

    private void nothingIsLeftInFlight() {
        for (SimulatedNode node : honest()) {
            require(
                    node.writer.index.tip().equals(node.writer.engine.head()),
                    "once faults cease, nothing is left in flight",
                    node.name + " " + node);
        }
    }

    private void onceFaultsCeaseAnAppendIsTaken(List<SimulatedAppend> last) {
        for (SimulatedAppend append : last) {
            require(
                    history.excused() || append.outcome() instanceof Outcome.Appended,
                    "once faults cease, an append is taken within " + SimulatedHistory.RECOVERY,
                    append + " was told " + append.outcome());
        }
        require(history.excused() || !last.isEmpty(), "once faults cease, somebody takes appends", history.nodes);
    }

    private void everybodyIsToldOnce() {
        List<SimulatedWriter> alive = new ArrayList<>();
        history.nodes.forEach(node -> alive.add(node.writer));
        for (SimulatedAppend append : history.callers.appends) {
            int least = alive.contains(append.sentBy) ? 1 : 0;
            require(
                    append.told.size() >= least && append.told.size() <= 1,
                    "everybody is told once",
                    append + " was told " + append.told);
        }
        for (Waiting waits : history.callers.waiting) {
            int least = alive.contains(waits.writer()) ? 1 : 0;
            require(
                    waits.told().size() >= least && waits.told().size() <= 1,
                    "everybody is told once",
                    waits.tip() + " " + waits.told());
        }
    }
}
