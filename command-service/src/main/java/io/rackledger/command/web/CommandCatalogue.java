package io.rackledger.command.web;

import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.GeneralRules;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.EntityId;
import io.rackledger.events.LotId;
import io.rackledger.events.Mode;
import io.rackledger.events.Provenance;
import io.rackledger.events.ValidTime;
import io.rackledger.events.wire.EventType;
import io.rackledger.events.wire.WireJson;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * All commands with the JSON Schema (2020-12) of their bodies, from the records that read them, and what their sheets
 * say. The one source of {@code GET /api/commands} and of the OpenAPI document.
 */
final class CommandCatalogue {
    /**
     * A command in the catalogue.
     *
     * @param validTime the field that says when it happens or happened; null if none does
     * @param rules     all that it may be refused by, those first that hold for every command
     * @param events    the wire names of what an accepted one leads to, without anomalies
     */
    record Described(
            String name,
            String href,
            String purpose,
            @Nullable String validTime,
            List<Rule> rules,
            List<String> events,
            Map<String, Object> schema,
            JsonNode example) {}

    /**
     * A rule in the catalogue.
     *
     * @param kind  {@code S}: it rejects in both modes; {@code P}: it rejects what is decided, and flags what is observed
     * @param spans whether the events of several entities are read for it, within the one decision
     */
    record Rule(String rule, String kind, boolean spans, String says) {}

    private static final JsonMapper JSON = WireJson.strict();

    private final List<Described> all;

    CommandCatalogue(Collection<Decider<?, ?>> deciders) {
        all = deciders.stream().map(CommandCatalogue::described).toList();
    }

    List<Described> all() {
        return all;
    }

    private static Described described(Decider<?, ?> decider) {
        Sheet sheet = decider.sheet();
        JsonNode example = JSON.readTree(sheet.example());
        Command body = JSON.treeToValue(example, decider.bodyType());
        Map<String, Rule> rules = new LinkedHashMap<>();
        Stream.concat(GeneralRules.of(required(body), body.creates()).stream(), sheet.rules().stream())
                .forEach(rule -> rules.put(rule.name(), rule(rule)));
        return new Described(
                decider.name(),
                "/api/commands/" + decider.name(),
                sheet.purpose(),
                validTime(decider.bodyType(), example, body.validAt()),
                List.copyOf(rules.values()),
                sheet.yields().stream()
                        .map(type -> EventType.of(type).qualifiedName())
                        .toList(),
                schema(decider.name(), decider.bodyType()),
                example);
    }

    private static Rule rule(Sheet.Rule rule) {
        String kind = switch (rule.kind()) {
            case STRUCTURAL -> "S";
            case PLAUSIBILITY -> "P";
        };
        return new Rule(rule.name(), kind, rule.spans(), rule.says());
    }

    /** What the example must name, and what other bodies may. */
    private static Set<EntityId> required(Command body) {
        Set<EntityId> required = new LinkedHashSet<>(body.requires());
        Arrays.stream(body.getClass().getRecordComponents())
                .filter(component -> !Shape.required(component))
                .map(RecordComponent::getType)
                .filter(EntityId.class::isAssignableFrom)
                .filter(type -> type != LotId.class)
                .forEach(type -> required.add((EntityId) JSON.treeToValue(StringNode.valueOf("any"), type)));
        return required;
    }

    /** The field of the example that its valid time was read from; where it has none, the only time that there may be. */
    private static @Nullable String validTime(Class<?> type, JsonNode example, @Nullable ValidTime validAt) {
        List<String> times = Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getType() == ValidTime.class)
                .map(Shape::name)
                .toList();
        if (validAt == null) {
            return times.size() == 1 ? times.getFirst() : null;
        }
        return fieldOf(type, example, validAt);
    }

    private static @Nullable String fieldOf(Class<?> type, JsonNode example, ValidTime validAt) {
        for (RecordComponent component : type.getRecordComponents()) {
            String field = Shape.name(component);
            JsonNode value = example.path(field);
            if (component.getType() == ValidTime.class) {
                if (value.asString("").equals(validAt.text())) {
                    return field;
                }
            } else if (Shape.isObject(component.getType()) && value.isObject()) {
                String within = fieldOf(component.getType(), value, validAt);
                if (within != null) {
                    return field + "." + within;
                }
            }
        }
        return null;
    }

    private static Map<String, Object> schema(String name, Class<?> type) {
        Map<String, Object> properties = RecordSchema.properties(type);
        properties.put("mode", RecordSchema.enumeration(Mode.class));
        properties.put("provenance", RecordSchema.object(Provenance.class));
        properties.put("correlation", RecordSchema.ordered("type", "string", "maxLength", 200));
        List<String> required = new ArrayList<>(RecordSchema.required(type));
        Shape.ownId(type).ifPresent(own -> required.remove(Shape.name(own)));
        Map<String, Object> schema =
                RecordSchema.ordered("$schema", "https://json-schema.org/draft/2020-12/schema", "title", name);
        schema.putAll(RecordSchema.object(properties, required));
        return schema;
    }
}
