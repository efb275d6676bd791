package io.rackledger.query.serve;

import io.rackledger.events.ValidTime;
import io.rackledger.events.wire.WireJson;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is supposed, and what is asked of it.
 *
 * @param at         how many events of the ledger count; null for all that the views know
 * @param preset     whose commands come first; null for none
 * @param parameters the preset's
 * @param commands   as the command service takes them
 * @param validAsOf  null for the end of today
 * @param views      those that are compared
 */
record WhatIfQuestion(
        @Nullable Long at,
        @Nullable Preset preset,
        Map<String, String> parameters,
        List<ObjectNode> commands,
        @Nullable Instant validAsOf,
        List<View> views) {
    /** The most commands of one question, with those of its preset. */
    static final int MOST_COMMANDS = 1_000;

    private static final List<String> FIELDS = List.of("at", "commands", "validAsOf", "views", "preset", "parameters");

    private static final JsonMapper JSON = WireJson.strict()
            .rebuild()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    /**
     * Reads a question.
     *
     * @throws BadQuestionException naming the field that is unknown or makes no sense
     */
    static WhatIfQuestion read(byte[] body, Views views) {
        ObjectNode asked = object(body);
        for (String field : asked.propertyNames()) {
            if (!FIELDS.contains(field)) {
                throw new BadQuestionException(field, "no such field; known are " + FIELDS);
            }
        }
        Preset preset = preset(asked.get("preset"));
        if (preset == null && asked.has("parameters")) {
            throw new BadQuestionException("parameters", "only with preset");
        }
        List<ObjectNode> commands = commands(asked.get("commands"), preset == null);
        checkCount(commands.size());
        return new WhatIfQuestion(
                at(asked.get("at")),
                preset,
                preset == null ? Map.of() : parameters(preset, asked.get("parameters")),
                commands,
                validAsOf(asked.get("validAsOf")),
                views(asked.get("views"), views));
    }

    /** Fails if there are too many commands. */
    static void checkCount(int commands) {
        if (commands > MOST_COMMANDS) {
            throw new BadQuestionException("commands", "at most " + MOST_COMMANDS + ", and these are " + commands);
        }
    }

    private static ObjectNode object(byte[] body) {
        try {
            if (JSON.readTree(body) instanceof ObjectNode object) {
                return object;
            }
            throw new BadQuestionException("body", "a JSON object is expected");
        } catch (JacksonException e) {
            throw new BadQuestionException("body", "not valid JSON: " + e.getOriginalMessage());
        }
    }

    private static @Nullable Long at(@Nullable JsonNode at) {
        if (at == null || at.isNull()) {
            return null;
        }
        if (!at.isIntegralNumber() || !at.canConvertToLong() || at.longValue() < 0) {
            throw new BadQuestionException("at", "a number of events is expected");
        }
        return at.longValue();
    }

    private static @Nullable Preset preset(@Nullable JsonNode name) {
        return name == null || name.isNull() ? null : Preset.named(text(name, "preset"));
    }

    private static Map<String, String> parameters(Preset preset, @Nullable JsonNode given) {
        Map<String, String> parameters = new HashMap<>();
        if (given != null && !given.isNull()) {
            if (!(given instanceof ObjectNode object)) {
                throw new BadQuestionException("parameters", "an object is expected");
            }
            object.properties()
                    .forEach(parameter -> parameters.put(
                            parameter.getKey(), scalar(parameter.getValue(), "parameters." + parameter.getKey())));
        }
        return preset.checked(parameters);
    }

    private static List<ObjectNode> commands(@Nullable JsonNode array, boolean required) {
        if (array == null || array.isNull()) {
            if (required) {
                throw new BadQuestionException("commands", "an array is expected, or a preset");
            }
            return List.of();
        }
        if (!array.isArray()) {
            throw new BadQuestionException("commands", "an array is expected");
        }
        List<ObjectNode> commands = new ArrayList<>();
        for (JsonNode command : array) {
            if (!(command instanceof ObjectNode object)) {
                throw new BadQuestionException(
                        "commands[" + commands.size() + "]", "an object of command, id and body is expected");
            }
            commands.add(object);
        }
        return commands;
    }

    private static @Nullable Instant validAsOf(@Nullable JsonNode date) {
        if (date == null || date.isNull()) {
            return null;
        }
        return ViewQuestion.instant(Map.of("validAsOf", text(date, "validAsOf")), "validAsOf");
    }

    private static List<View> views(@Nullable JsonNode names, Views views) {
        if (names == null || names.isNull()) {
            return views.all();
        }
        if (!names.isArray()) {
            throw new BadQuestionException("views", "an array of names is expected");
        }
        List<View> chosen = new ArrayList<>();
        for (JsonNode each : names) {
            String field = "views[" + chosen.size() + "]";
            String name = text(each, field);
            chosen.add(views.all().stream()
                    .filter(view -> view.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new BadQuestionException(
                            field,
                            "there is no view '" + name + "'; there are "
                                    + views.all().stream().map(View::name).toList())));
        }
        return chosen.stream().distinct().toList();
    }

    private static String text(JsonNode node, String field) {
        if (!node.isString()) {
            throw new BadQuestionException(field, "text is expected");
        }
        return node.stringValue();
    }

    private static String scalar(JsonNode node, String field) {
        if (node.isNumber()) {
            return node.decimalValue().toPlainString();
        }
        return text(node, field);
    }

    /**
     * Reads a date of a preset.
     *
     * @throws BadQuestionException naming the parameter
     */
    static ValidTime date(String text, String parameter) {
        try {
            return ValidTime.parse(text);
        } catch (IllegalArgumentException e) {
            throw new BadQuestionException(parameter, String.valueOf(e.getMessage()));
        }
    }
}
