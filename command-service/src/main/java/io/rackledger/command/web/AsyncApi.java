package io.rackledger.command.web;

import static io.rackledger.command.web.RecordSchema.object;
import static io.rackledger.command.web.RecordSchema.ordered;

import io.rackledger.events.Confidence;
import io.rackledger.events.Mode;
import io.rackledger.events.wire.EventType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All events as an AsyncAPI 3.0 document: a message for each, on the one channel that is the ledger's topic. */
final class AsyncApi {
    private static final String CHANNEL = "ledger";
    private static final String DESCRIPTION = "description";

    private AsyncApi() {}

    static Map<String, Object> document(String ledger, String topic) {
        Map<String, Object> messages = new LinkedHashMap<>();
        Map<String, Object> onTheChannel = new LinkedHashMap<>();
        for (EventType type : EventType.values()) {
            messages.put(type.qualifiedName(), message(type));
            onTheChannel.put(type.qualifiedName(), reference("components/messages/" + type.qualifiedName()));
        }
        return ordered(
                "asyncapi",
                "3.0.0",
                "info",
                ordered(
                        "title",
                        "Rackledger events",
                        "version",
                        "1",
                        DESCRIPTION,
                        "What happened, in the order in which the ledger '" + ledger + "' took it."),
                "defaultContentType",
                "application/json",
                "channels",
                ordered(CHANNEL, channel(topic, onTheChannel)),
                "operations",
                ordered("record", recording()),
                "components",
                ordered("messages", messages, "schemas", ordered("metadata", metadata())));
    }

    private static Map<String, Object> channel(String topic, Map<String, Object> messages) {
        return ordered(
                "address",
                topic,
                "title",
                "The ledger",
                DESCRIPTION,
                "A Kafka topic of one partition. Its records are not single events but commits, each of one decision's "
                        + "events with the hash of the commit before; infra/docs/ledger-format.md tells their bytes. "
                        + "Each entry of a commit holds a message's name, version, metadata (here: headers) and "
                        + "payload.",
                "messages",
                messages);
    }

    private static Map<String, Object> recording() {
        return ordered(
                "action", "send", "channel", reference("channels/" + CHANNEL), "summary", "A decision is recorded.");
    }

    private static Map<String, Object> message(EventType type) {
        Map<String, Object> payload = RecordSchema.object(type.eventClass());
        return ordered(
                "name",
                type.wireName(),
                "title",
                type.qualifiedName(),
                "contentType",
                "application/json",
                "headers",
                reference("components/schemas/metadata"),
                "payload",
                payload,
                "x-version",
                type.version());
    }

    /** What stands beside every event; {@code Envelope} writes it. */
    private static Map<String, Object> metadata() {
        return object(
                ordered(
                        "command",
                        text("the id of the command that it was decided on"),
                        "body",
                        text("the SHA-256 of that command's body"),
                        "mode",
                        RecordSchema.enumeration(Mode.class),
                        "actor",
                        text("who sent the command"),
                        "validAt",
                        text("when it happened in the world; left out where no one says"),
                        "correlation",
                        text("what it belongs to, as the caller named it"),
                        "source",
                        text("the id of the source document"),
                        "confidence",
                        RecordSchema.enumeration(Confidence.class),
                        "quote",
                        text("what the source says"),
                        "asserter",
                        text("who says so"),
                        "$timestamp",
                        text("when the command was taken in")),
                List.of("command", "body", "mode", "actor"));
    }

    private static Map<String, Object> text(String description) {
        return ordered("type", "string", DESCRIPTION, description);
    }

    private static Map<String, Object> reference(String path) {
        return ordered("$ref", "#/" + path);
    }
}
