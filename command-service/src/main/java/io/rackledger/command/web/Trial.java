package io.rackledger.command.web;

import io.rackledger.command.axon.Request;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.fork.Fork;
import io.rackledger.command.fork.Forked;
import io.rackledger.events.Provenance;
import io.rackledger.events.Recorded;
import io.rackledger.events.wire.EventType;
import io.rackledger.events.wire.WireJson;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Commands as they are sent, decided on one fork, with the outcomes as JSON. Confined to one thread. */
final class Trial {
    private final JsonMapper json = WireJson.strict();
    private final CommandReader reader;
    private final SentCommands commands;
    private final Fork fork;

    Trial(CommandReader reader, SentCommands commands, Fork fork) {
        this.reader = reader;
        this.commands = commands;
        this.fork = fork;
    }

    /** How many events of the ledger count. */
    long at() {
        return fork.at();
    }

    /** Decides a command; one that can't be understood is told as broken, and changes nothing. */
    ObjectNode decide(ObjectNode sent) {
        ObjectNode answer = json.createObjectNode();
        try {
            answer.put("command", commands.name(sent));
            String id = commands.id(sent);
            answer.put("id", id);
            return outcome(answer, decide(commands.request(sent, id)));
        } catch (MalformedCommandException e) {
            return broken(answer, e);
        }
    }

    @SuppressWarnings("unchecked") // The reader made the request for the decider of that name.
    private <C extends Command> Forked decide(Request<C> request) {
        Decider<C, ?> decider = (Decider<C, ?>)
                Objects.requireNonNull(reader.deciders().get(request.intake().name()));
        return fork.decide(decider, request.intake(), request.bodyHash().written());
    }

    /** What is told of a command that could not even be read. */
    ObjectNode broken(MalformedCommandException e) {
        return broken(json.createObjectNode(), e);
    }

    private static ObjectNode broken(ObjectNode answer, MalformedCommandException e) {
        Answers.broken(answer, e);
        return answer;
    }

    private ObjectNode outcome(ObjectNode answer, Forked forked) {
        return switch (forked) {
            case Forked.Accepted accepted ->
                decided(answer.put("outcome", "accepted"), accepted.events(), accepted.repeated());
            case Forked.Refused refused ->
                decided(
                        answer.put("outcome", "refused")
                                .put("rule", refused.refusal().rule())
                                .put("because", refused.refusal().because()),
                        List.of(refused.event()),
                        refused.repeated());
            case Forked.Malformed malformed ->
                broken(answer, new MalformedCommandException(malformed.field(), malformed.because()));
            case Forked.IdReused reused ->
                broken(
                        answer,
                        new MalformedCommandException(
                                "id", "command-id-reused: the id stands for a command with another body"));
        };
    }

    private ObjectNode decided(ObjectNode answer, List<Recorded> events, boolean repeated) {
        answer.put("position", events.getLast().position());
        if (repeated) {
            answer.put("repeated", true);
        }
        ArrayNode array = answer.putArray("events");
        events.forEach(event -> array.add(event(event)));
        return answer;
    }

    /** As the query service shows an event, without the hashes that only the ledger gives it. */
    private ObjectNode event(Recorded recorded) {
        ObjectNode event = json.createObjectNode()
                .put("position", recorded.position())
                .put("id", recorded.id())
                .put("type", EventType.of(recorded.event()).qualifiedName())
                .put("recordedAt", recorded.recordedAt().toString())
                .put("command", recorded.command())
                .put("actor", recorded.actor())
                .put("mode", recorded.mode().name());
        put(event, "validAt", recorded.validAt());
        put(event, "correlation", recorded.correlation());
        Provenance provenance = recorded.provenance();
        if (provenance != null) {
            put(event, "source", provenance.source());
            put(event, "confidence", provenance.confidence());
            put(event, "quote", provenance.quote());
            put(event, "asserter", provenance.asserter());
        }
        event.set("event", json.valueToTree(recorded.event()));
        return event;
    }

    private static void put(ObjectNode event, String key, @Nullable Object value) {
        if (value != null) {
            event.put(key, value.toString());
        }
    }
}
