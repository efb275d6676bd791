package io.rackledger.command.web;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import io.rackledger.command.axon.BodyHash;
import io.rackledger.command.axon.Request;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Intake;
import io.rackledger.events.Mode;
import io.rackledger.events.Provenance;
import io.rackledger.events.ValidTime;
import io.rackledger.events.wire.WireJson;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads commands from JSON, strictly: what isn't understood is refused by name, never dropped. Thread-safe. */
public final class CommandReader {
    private static final Pattern COMMAND_ID = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final int MOST_DIGITS = 30;
    private static final int LONGEST_CORRELATION = 200;
    private static final NoArgGenerator IDS = Generators.timeBasedEpochRandomGenerator();

    private final JsonMapper json = WireJson.strict();
    private final ObjectReader tree =
            json.readerFor(JsonNode.class).with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private final Map<String, Decider<?, ?>> deciders;
    private final Clock clock;

    public CommandReader(Collection<Decider<?, ?>> deciders, Clock clock) {
        this.deciders = deciders.stream()
                .collect(Collectors.toMap(Decider::name, Function.identity(), (a, b) -> a, TreeMap::new));
        this.clock = clock;
    }

    /** By name, in the order of the names. */
    Map<String, Decider<?, ?>> deciders() {
        return deciders;
    }

    /** The command that may have been meant; null if none is near. */
    @Nullable
    String nearest(String command) {
        return Suggestions.nearest(command, deciders.keySet());
    }

    /** Whether there is such a command. */
    boolean knows(String command) {
        return deciders.containsKey(command);
    }

    /**
     * Reads JSON text.
     *
     * @throws MalformedCommandException if it is none, or no object
     */
    public ObjectNode object(byte[] text) {
        try {
            JsonNode node = tree.readValue(text);
            if (node instanceof ObjectNode object) {
                return object;
            }
            throw new MalformedCommandException("", "a JSON object is expected");
        } catch (JacksonException e) {
            throw new MalformedCommandException("", "not valid JSON: " + e.getOriginalMessage());
        }
    }

    /**
     * The command's id: the caller's, or a new one.
     *
     * @throws MalformedCommandException if the caller's isn't 1 to 128 visible ASCII characters
     */
    String commandId(@Nullable String given, String field) {
        if (given == null) {
            return IDS.generate().toString();
        }
        if (!COMMAND_ID.matcher(given).matches()) {
            throw new MalformedCommandException(field, "1 to 128 visible ASCII characters");
        }
        return given;
    }

    /**
     * Reads a command's body.
     *
     * @throws MalformedCommandException if it doesn't fit the command
     */
    public Request<?> request(String name, String commandId, ObjectNode body, String actor, boolean dryRun) {
        Decider<?, ?> decider = deciders.get(name);
        if (decider == null) {
            throw new MalformedCommandException("command", "there is no command '" + name + "'", nearest(name));
        }
        return request(decider, commandId, body, actor, dryRun);
    }

    private <C extends Command> Request<C> request(
            Decider<C, ?> decider, String commandId, ObjectNode body, String actor, boolean dryRun) {
        checkValues(body, "");
        BodyHash bodyHash = bodyHash(decider.name(), body);
        Mode given = read(Mode.class, body.remove("mode"), "mode");
        Mode mode = given == null ? Mode.DECIDED : given;
        Provenance provenance = provenance(body.remove("provenance"));
        String correlation = read(String.class, body.remove("correlation"), "correlation");
        if (mode == Mode.OBSERVED && provenance == null) {
            throw new MalformedCommandException("provenance", "is required in mode OBSERVED");
        }
        if (correlation != null && correlation.length() > LONGEST_CORRELATION) {
            throw new MalformedCommandException("correlation", "at most 200 characters");
        }
        Instant now = clock.instant();
        C command = command(decider, body);
        ValidTime validAt = command.validAt();
        if (validAt == null && mode == Mode.DECIDED) {
            validAt = ValidTime.of(now);
        }
        return new Request<>(
                new Intake<>(commandId, decider.name(), command, mode, provenance, validAt, now, actor, correlation),
                bodyHash,
                dryRun);
    }

    private <C extends Command> C command(Decider<C, ?> decider, ObjectNode body) {
        Shape.ownId(decider.bodyType())
                .map(Shape::name)
                .filter(own -> !body.hasNonNull(own))
                .ifPresent(own -> body.put(own, IDS.generate().toString()));
        try {
            Shape.check(decider.bodyType(), body, "");
            return bind(decider.bodyType(), body, "");
        } catch (MalformedCommandException e) {
            throw e.suggestion() == null ? withExample(e, decider) : e;
        }
    }

    private MalformedCommandException withExample(MalformedCommandException e, Decider<?, ?> decider) {
        JsonNode example = json.readTree(decider.sheet().example());
        return new MalformedCommandException(e.field(), e.because(), Suggestions.example(example, e.field()));
    }

    private @Nullable Provenance provenance(@Nullable JsonNode node) {
        if (node != null && node.isObject()) {
            Shape.check(Provenance.class, node, "provenance");
        }
        return read(Provenance.class, node, "provenance");
    }

    private <T> @Nullable T read(Class<T> type, @Nullable JsonNode node, String field) {
        return node == null || node.isNull() ? null : bind(type, node, field);
    }

    private <T> T bind(Class<T> type, JsonNode node, String prefix) {
        try {
            return json.treeToValue(node, type);
        } catch (JacksonException e) {
            throw Misfit.of(e, prefix);
        }
    }

    private static void checkValues(JsonNode node, String path) {
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            if (Math.abs((long) number.precision() - number.scale()) > MOST_DIGITS || number.scale() > MOST_DIGITS) {
                throw new MalformedCommandException(path, "a number of at most 30 digits before and after the point");
            }
        } else if (node.isString()) {
            checkText(node.asString(), path);
        } else if (node.isObject()) {
            node.properties()
                    .forEach(field -> checkValues(
                            field.getValue(), path.isEmpty() ? field.getKey() : path + "." + field.getKey()));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                checkValues(node.get(i), path + "[" + i + "]");
            }
        }
    }

    /** Half a character can't be written as UTF-8. */
    private static void checkText(String text, String path) {
        if (text.codePoints().anyMatch(each -> Character.getType(each) == Character.SURROGATE)) {
            throw new MalformedCommandException(path, "text of whole characters; it has half of a surrogate pair");
        }
    }

    private BodyHash bodyHash(String name, ObjectNode body) {
        String whole = hash(name, body);
        return new BodyHash(whole, PersonalText.isIn(body) ? hash(name, PersonalText.left(body)) : whole);
    }

    private String hash(String name, JsonNode body) {
        try {
            byte[] canonical = (name + " " + json.writeValueAsString(sorted(body))).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(canonical));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Object sorted(JsonNode node) {
        if (node.isObject()) {
            Map<String, Object> fields = new TreeMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), sorted(field.getValue())));
            return fields;
        }
        if (node.isArray()) {
            return node.valueStream().map(CommandReader::sorted).toList();
        }
        return node;
    }
}
