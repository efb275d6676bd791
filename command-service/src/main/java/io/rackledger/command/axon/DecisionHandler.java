package io.rackledger.command.axon;

import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Criterion;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Deliberation;
import io.rackledger.command.decision.Intake;
import io.rackledger.events.CommandRefused;
import io.rackledger.events.Event;
import io.rackledger.events.Recorded;
import io.rackledger.events.wire.Envelope;
import io.rackledger.events.wire.EventCodec;
import io.rackledger.events.wire.EventType;
import io.rackledger.format.Anchor;
import io.rackledger.ledger.Condition;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.Outcome;
import io.rackledger.ledger.axon.LedgerEventStorageEngine;
import io.rackledger.ledger.axon.NotAppendedException;
import io.rackledger.ledger.axon.SupersededException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreTransaction;
import org.axonframework.messaging.commandhandling.CommandHandler;
import org.axonframework.messaging.commandhandling.CommandMessage;
import org.axonframework.messaging.commandhandling.CommandResultMessage;
import org.axonframework.messaging.commandhandling.GenericCommandResultMessage;
import org.axonframework.messaging.core.GenericMessage;
import org.axonframework.messaging.core.MessageStream;
import org.axonframework.messaging.core.MessageType;
import org.axonframework.messaging.core.unitofwork.ProcessingContext;
import org.axonframework.messaging.eventhandling.EventMessage;
import org.axonframework.messaging.eventhandling.GenericEventMessage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One decider as a handler of Axon's: reads its boundary at the ledger's tip, decides, and appends through the event
 * store, under the condition of exactly what was read. The command's id is part of the boundary: a command that was
 * decided before gets its first outcome.
 */
final class DecisionHandler<C extends Command, S> implements CommandHandler {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionHandler.class);
    private static final MessageType RESULT = new MessageType("decision");

    /** Where more was recorded since a state was kept, it is kept anew, or each time more would be looked through. */
    private static final long MOST_BEHIND = 10_000;

    private final Decider<C, S> decider;
    private final Ledger ledger;
    private final EventStore eventStore;
    private final EventCodec codec;
    private final StatesAtHand states;
    private final EventsAtHand events;

    DecisionHandler(
            Decider<C, S> decider,
            Ledger ledger,
            EventStore eventStore,
            EventCodec codec,
            StatesAtHand states,
            EventsAtHand events) {
        this.decider = decider;
        this.ledger = ledger;
        this.eventStore = eventStore;
        this.codec = codec;
        this.states = states;
        this.events = events;
    }

    @Override
    public MessageStream.Single<CommandResultMessage> handle(CommandMessage message, ProcessingContext context) {
        @SuppressWarnings("unchecked")
        Decisions.Attempt<C> attempt = (Decisions.Attempt<C>) Objects.requireNonNull(message.payload());
        context.putResource(LedgerEventStorageEngine.TAKEN, attempt.taken());
        try {
            Verdict verdict = new Handling(attempt.request(), context).run();
            return MessageStream.just(new GenericCommandResultMessage(
                    new GenericMessage(message.identifier(), RESULT, verdict, Map.of())));
        } catch (SupersededException | NotAppendedException e) {
            return MessageStream.fromFuture(CompletableFuture.failedFuture(e));
        }
    }

    /** One command at one tip. */
    private final class Handling {
        private final Request<C> request;
        private final Intake<C> intake;
        private final ProcessingContext context;
        private final Anchor readAt;

        Handling(Request<C> request, ProcessingContext context) {
            this.request = request;
            this.intake = request.intake();
            this.context = context;
            this.readAt = context.computeResourceIfAbsent(LedgerEventStorageEngine.READ_AT, ledger::tip);
        }

        Verdict run() {
            Reading reading = new Reading(ledger, codec, events, readAt, intake.id());
            List<Reading.Read> before = reading.sameCommand();
            if (!before.isEmpty()) {
                return repeated(before);
            }
            Deliberation<C, S> deliberation = new Deliberation<>(decider, intake);
            Deliberation.Start start = deliberation.start();
            StatesAtHand.AtHand<S> atHand = states.get(decider.name(), start);
            if (atHand == null || !stands(atHand.at()) || !resumes(deliberation, start, atHand, reading)) {
                deliberation = anew(start, reading);
            }
            return decided(deliberation.decide(), reading.condition());
        }

        /** Whether a commit lies on the chain up to where everything is read. */
        private boolean stands(Anchor commit) {
            return commit.size() <= readAt.size() && ledger.source(List.of(), commit.size(), commit) != null;
        }

        /** What was known at a commit that stands, and at which it was read no later than now, is gone on from. */
        private boolean resumes(
                Deliberation<C, S> deliberation,
                Deliberation.Start start,
                StatesAtHand.AtHand<S> atHand,
                Reading reading) {
            List<Criterion> creates = deliberation.creates();
            List<Recorded> there = creates.isEmpty() ? List.of() : reading.all(Reading.ledgers(creates));
            List<Recorded> since = reading.since(atHand.at().size(), atHand.criteria());
            if (!deliberation.resume(atHand.known(), since, there)) {
                return false;
            }
            if (!since.isEmpty() || readAt.size() - atHand.at().size() > MOST_BEHIND) {
                keep(start, deliberation, atHand.criteria());
            }
            return true;
        }

        private Deliberation<C, S> anew(Deliberation.Start start, Reading reading) {
            reading.startOver();
            Deliberation<C, S> anew = new Deliberation<>(decider, intake);
            for (List<Criterion> next = anew.next(); !next.isEmpty(); next = anew.next()) {
                anew.take(reading.all(Reading.ledgers(next)));
            }
            keep(start, anew, Reading.ledgers(anew.known().criteria()));
            return anew;
        }

        private void keep(
                Deliberation.Start start,
                Deliberation<C, S> deliberation,
                List<io.rackledger.format.Criterion> criteria) {
            states.put(decider.name(), start, new StatesAtHand.AtHand<>(deliberation.known(), readAt, criteria));
        }

        private Verdict repeated(List<Reading.Read> before) {
            if (before.stream().anyMatch(read -> !request.bodyHash().is(read.bodyHash()))) {
                return new Verdict.Known(new Handled.IdReused(), context);
            }
            Recorded first = before.getFirst().event();
            Handled handled = first.event() instanceof CommandRefused refused
                    ? new Handled.Refused(refused.rule(), refused.because(), first.position(), true)
                    : new Handled.Accepted(
                            before.stream().map(read -> led(read.event())).toList(), true);
            return new Verdict.Known(handled, context);
        }

        private static Handled.Led led(Recorded recorded) {
            return new Handled.Led(
                    recorded.id(),
                    EventType.of(recorded.event()).qualifiedName(),
                    recorded.position(),
                    recorded.event());
        }

        private Verdict decided(Decision decision, Condition condition) {
            return switch (decision) {
                case Decision.Refused refused -> refused(refused, condition);
                case Decision.Accepted accepted -> append(accepted.events(), condition);
            };
        }

        private Verdict refused(Decision.Refused refused, Condition condition) {
            String field = refused.malformedField();
            return field == null
                    ? append(List.of(refusal(refused)), condition)
                    : new Verdict.Known(new Handled.Malformed(field, refused.because()), context);
        }

        private CommandRefused refusal(Decision.Refused refused) {
            return new CommandRefused(
                    intake.name(),
                    refused.rule(),
                    refused.because(),
                    List.copyOf(intake.body().about()));
        }

        private Verdict append(List<? extends Event> events, Condition condition) {
            List<Recorded> drafts = new ArrayList<>();
            for (Event event : events) {
                drafts.add(draft(Recorded.id(intake.id(), drafts.size()), -1, event));
            }
            if (!request.dryRun()) {
                prepare();
                Map<String, String> metadata = metadata();
                context.putResource(LedgerEventStorageEngine.CONDITION, condition);
                EventStoreTransaction transaction = eventStore.transaction(context);
                drafts.forEach(draft -> transaction.appendEvent(message(draft, metadata)));
            }
            return new Verdict.Decided(drafts, appended -> keep(drafts, appended), context);
        }

        private void prepare() {
            try {
                request.beforeAppend().run();
            } catch (UncheckedIOException e) {
                LOG.error("A command is not taken, since what must come before its events can't be done", e);
                throw new NotAppendedException(String.valueOf(e.getMessage()), false);
            }
        }

        private Recorded draft(String id, long position, Event event) {
            return new Recorded(
                    position,
                    id,
                    intake.at(),
                    intake.validAt(),
                    intake.mode(),
                    intake.provenance(),
                    intake.actor(),
                    intake.id(),
                    intake.correlation(),
                    event);
        }

        private Map<String, String> metadata() {
            return Envelope.metadata(
                    intake.id(),
                    request.bodyHash().written(),
                    intake.mode(),
                    intake.provenance(),
                    intake.validAt(),
                    intake.actor(),
                    intake.correlation());
        }

        private static EventMessage message(Recorded draft, Map<String, String> metadata) {
            EventType type = EventType.of(draft.event());
            return new GenericEventMessage(
                    draft.id(),
                    new MessageType(type.wireName(), String.valueOf(type.version())),
                    draft,
                    metadata,
                    draft.recordedAt());
        }

        private void keep(List<Recorded> drafts, Outcome.Appended appended) {
            List<Recorded> recorded = new ArrayList<>();
            for (Recorded draft : drafts) {
                recorded.add(draft(draft.id(), appended.position() + recorded.size(), draft.event()));
            }
            events.put(appended.anchor(), recorded);
        }
    }
}
