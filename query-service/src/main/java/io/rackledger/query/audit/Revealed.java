package io.rackledger.query.audit;

import io.rackledger.erasure.SubjectKeys;
import io.rackledger.events.EncryptedText;
import io.rackledger.events.wire.WireJson;
import io.rackledger.format.Entry;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * What people wrote, readable as long as its key is there. Only the auditor's desk asks for it, where it is recorded who
 * looks. Thread-safe.
 */
final class Revealed {
    private static final Logger LOG = LoggerFactory.getLogger(Revealed.class);

    /** Stands where there is a key that can't be read. */
    private static final String UNREADABLE = "(its key can't be read)";

    private final @Nullable SubjectKeys keys;

    /** What was said last; nobody is told twice in a row. */
    private volatile String trouble = "";

    private final JsonMapper json = WireJson.strict();

    /**
     * With the keys of people.
     *
     * @param keys null: what is encrypted stays so
     */
    Revealed(@Nullable SubjectKeys keys) {
        this.keys = keys;
    }

    /** A text of an event's metadata. */
    String text(String text) {
        if (keys == null) {
            return text;
        }
        try {
            return keys.reveal(text);
        } catch (UncheckedIOException e) {
            String now = String.valueOf(e.getMessage());
            if (!now.equals(trouble)) {
                LOG.error("What somebody wrote can't be read", e);
                trouble = now;
            }
            return UNREADABLE;
        }
    }

    /** What happened, as JSON. */
    JsonNode body(Entry entry) {
        return revealed(json.readTree(entry.payload()));
    }

    /** What happened, as text to search in: as it is recorded, and readable. */
    String bodyText(Entry entry) {
        String recorded = new String(entry.payload(), StandardCharsets.UTF_8);
        return EncryptedText.mayBeWithin(recorded) ? recorded + body(entry) : recorded;
    }

    private JsonNode revealed(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : object.properties()) {
                field.setValue(revealed(field.getValue()));
            }
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, revealed(array.get(i)));
            }
        } else if (node instanceof StringNode text) {
            return StringNode.valueOf(text(text.asString()));
        }
        return node;
    }
}
