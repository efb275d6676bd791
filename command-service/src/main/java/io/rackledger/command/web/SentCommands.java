package io.rackledger.command.web;

import io.rackledger.command.axon.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads commands of which many come together, each as an object with the fields command, id and body. Thread-safe. */
final class SentCommands {
    /** The field of the command's id. */
    static final String ID = "id";

    private static final List<String> FIELDS = List.of("command", ID, "body");

    private final CommandReader reader;

    SentCommands(CommandReader reader) {
        this.reader = reader;
    }

    /**
     * The object that a line holds.
     *
     * @throws MalformedCommandException if it holds none
     */
    ObjectNode object(byte[] line) {
        return reader.object(line);
    }

    /**
     * The command's id: the sender's, or a new one.
     *
     * @throws MalformedCommandException if the sender's is none
     */
    String id(ObjectNode sent) {
        return reader.commandId(text(sent, ID), ID);
    }

    /** The command's name as it was sent; null if it wasn't. */
    @Nullable
    String name(ObjectNode sent) {
        return sent.path("command").stringValue(null);
    }

    /**
     * Reads the command.
     *
     * @throws MalformedCommandException if there is no such command, or its body doesn't fit it
     */
    Request<?> request(ObjectNode sent, String id) {
        for (String field : sent.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw new MalformedCommandException(
                        field, "the fields are command, id and body", Suggestions.nearest(field, FIELDS));
            }
        }
        String command = text(sent, "command");
        if (command == null) {
            throw new MalformedCommandException("command", "is missing");
        }
        if (!reader.knows(command)) {
            throw new MalformedCommandException(
                    "command", "there is no command '" + command + "'", reader.nearest(command));
        }
        if (!(sent.get("body") instanceof ObjectNode body)) {
            throw new MalformedCommandException("body", "a JSON object is expected");
        }
        try {
            return reader.request(command, id, body, CommandController.LOCAL, false);
        } catch (MalformedCommandException e) {
            throw e.within("body");
        }
    }

    private static @Nullable String text(ObjectNode object, String field) {
        JsonNode node = object.get(field);
        if (node == null || node.isNull()) {
            return null;
        }
        if (!node.isString()) {
            throw new MalformedCommandException(field, "text is expected");
        }
        return node.asString();
    }
}
