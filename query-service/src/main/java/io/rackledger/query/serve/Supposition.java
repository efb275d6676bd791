package io.rackledger.query.serve;

import io.rackledger.events.SourceId;
import io.rackledger.events.Tag;
import io.rackledger.events.wire.WireJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The commands of a preset, as they are sent. What others do is observed, so that no rule on what is plausible keeps it
 * from being supposed: what breaks one is flagged. It rests on a source of its own, which is to be replaced by whoever
 * sends the commands in earnest.
 */
final class Supposition {
    private static final SourceId SOURCE = new SourceId("supposition");
    private static final JsonMapper JSON = WireJson.strict();

    private final Known known;
    private final String preset;
    private final Map<String, String> given;
    private final List<ObjectNode> commands = new ArrayList<>();

    Supposition(Known known, Preset preset, Map<String, String> given) {
        this.known = known;
        this.preset = preset.name();
        this.given = new TreeMap<>(given);
    }

    /** A command that we would decide; returns its body, which is to be filled. */
    ObjectNode decided(String command) {
        ObjectNode sent = JSON.createObjectNode().put("command", command);
        commands.add(sent);
        return sent.putObject("body");
    }

    /** A command that reports what would happen; returns its body, which is to be filled. */
    ObjectNode observed(String command) {
        if (commands.isEmpty() && known.standing(Tag.of(SOURCE)).isEmpty()) {
            decided("register-source")
                    .put("source", SOURCE.value())
                    .put("title", "What if: " + preset + " " + given)
                    .put("publisher", "what-if")
                    .put("sha256", hash());
        }
        ObjectNode body = decided(command).put("mode", "OBSERVED");
        body.putObject("provenance").put("source", SOURCE.value()).put("confidence", "SPECULATED");
        return body;
    }

    private String hash() {
        try {
            byte[] text = (preset + " " + given).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    List<ObjectNode> commands() {
        return List.copyOf(commands);
    }
}
