package io.rackledger.command.web;

import static io.rackledger.command.web.RecordSchema.object;
import static io.rackledger.command.web.RecordSchema.ordered;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The HTTP API as an OpenAPI 3.1 document: a path for each command of the catalogue, and those for many at once. */
final class OpenApi {
    private static final String JSON = "application/json";
    private static final String DESCRIPTION = "description";

    private OpenApi() {}

    static Map<String, Object> document(CommandCatalogue catalogue) {
        Map<String, Object> paths = new LinkedHashMap<>();
        paths.put("/api/commands", ordered("get", catalogueOperation()));
        catalogue.all().forEach(command -> paths.put(command.href(), ordered("post", operation(command))));
        paths.put("/api/decide", ordered("post", decide()));
        paths.put("/api/import", ordered("post", importing()));
        return ordered(
                "openapi",
                "3.1.0",
                "info",
                ordered(
                        "title",
                        "Rackledger commands",
                        "version",
                        "1",
                        DESCRIPTION,
                        "Commands are decided on a ledger: accepted, or refused by a rule. Either is on record, and a "
                                + "repeated id gives its first outcome."),
                "jsonSchemaDialect",
                "https://json-schema.org/draft/2020-12/schema",
                "paths",
                paths,
                "components",
                ordered("schemas", ordered("Problem", problem(), "Accepted", accepted(), "Outcome", outcome())));
    }

    private static Map<String, Object> catalogueOperation() {
        return ordered(
                "operationId",
                "list-commands",
                "summary",
                "Every command with its purpose, rules, events, JSON Schema and an example.",
                "responses",
                ordered("200", answer("the catalogue", JSON, ordered("type", "array"))));
    }

    private static Map<String, Object> operation(CommandCatalogue.Described command) {
        List<String> rules =
                command.rules().stream().map(CommandCatalogue.Rule::rule).toList();
        Map<String, Object> refused = ordered(
                "allOf", List.of(reference("Problem"), ordered("properties", ordered("rule", ordered("enum", rules)))));
        return ordered(
                "operationId",
                command.name(),
                "summary",
                command.purpose(),
                "parameters",
                List.of(
                        parameter("header", "Idempotency-Key", "the command's id; a new one if left out", 128),
                        parameter("query", "dryRun", "true: the same decision, but nothing is written", 5),
                        ledger()),
                "requestBody",
                body(JSON, command.schema(), "example", command.example()),
                "responses",
                responses(refused));
    }

    private static Map<String, Object> responses(Map<String, Object> refused) {
        return ordered(
                "200",
                answer("accepted; the events that it led to", JSON, reference("Accepted")),
                "400",
                problem("malformed: field, and what may have been meant as suggestion"),
                "409",
                problem("command-id-reused, or conflict after the last retry"),
                "413",
                problem("the body is too large"),
                "422",
                answer("refused by a rule", "application/problem+json", refused),
                "503",
                problem("ledger-unavailable, or outcome-unknown: repeat it with the same id"));
    }

    private static Map<String, Object> decide() {
        Map<String, Object> command = object(
                ordered(
                        "command",
                        ordered("type", "string"),
                        "id",
                        ordered("type", "string"),
                        "body",
                        ordered("type", "object")),
                List.of("command", "body"));
        Map<String, Object> asked = object(
                ordered(
                        "at",
                        ordered(
                                "type",
                                "integer",
                                "minimum",
                                0,
                                DESCRIPTION,
                                "how many events of the ledger count; all if left out"),
                        "commands",
                        ordered("type", "array", "maxItems", ForkController.MOST_COMMANDS, "items", command)),
                List.of("commands"));
        Map<String, Object> content =
                ordered(JSON, ordered("schema", asked), ImportController.NDJSON, ordered("schema", line()));
        return ordered(
                "operationId",
                "decide",
                "summary",
                "What commands would lead to, each after those before it; nothing is written.",
                "parameters",
                List.of(ledger()),
                "requestBody",
                ordered("required", true, "content", content),
                "responses",
                ordered(
                        "200",
                        answer("an outcome for each", JSON, ordered("type", "object")),
                        "400",
                        problem("malformed: field"),
                        "503",
                        problem("ledger-unavailable")));
    }

    private static Map<String, Object> importing() {
        return ordered(
                "operationId",
                "import",
                "summary",
                "Many commands, one a line, each decided after those before it.",
                "parameters",
                List.of(ledger()),
                "requestBody",
                body(ImportController.NDJSON, line()),
                "responses",
                ordered("200", answer("an outcome a line, in order", ImportController.NDJSON, reference("Outcome"))));
    }

    private static Map<String, Object> line() {
        return ordered("type", "string", DESCRIPTION, "lines of {\"command\": …, \"id\": …, \"body\": {…}}");
    }

    private static Map<String, Object> ledger() {
        return parameter("query", "ledger", "the ledger's name; the service's first if left out", 200);
    }

    private static Map<String, Object> parameter(String in, String name, String description, int longest) {
        return ordered(
                "name",
                name,
                "in",
                in,
                "required",
                false,
                DESCRIPTION,
                description,
                "schema",
                ordered("type", "string", "maxLength", longest));
    }

    private static Map<String, Object> body(String type, Map<String, Object> schema, Object... more) {
        Map<String, Object> media = ordered("schema", schema);
        media.putAll(ordered(more));
        return ordered("required", true, "content", ordered(type, media));
    }

    private static Map<String, Object> problem(String description) {
        return answer(description, "application/problem+json", reference("Problem"));
    }

    private static Map<String, Object> answer(String description, String type, Map<String, Object> schema) {
        return ordered(DESCRIPTION, description, "content", ordered(type, ordered("schema", schema)));
    }

    private static Map<String, Object> reference(String schema) {
        return ordered("$ref", "#/components/schemas/" + schema);
    }

    private static Map<String, Object> problem() {
        return texts("title", "detail", "problem", "field", "suggestion", "rule", "because", "commandId", "ledger");
    }

    private static Map<String, Object> outcome() {
        return texts("id", "outcome", "rule", "because", "field", "suggestion");
    }

    private static Map<String, Object> texts(String... names) {
        Map<String, Object> properties = new LinkedHashMap<>();
        Stream.of(names).forEach(name -> properties.put(name, ordered("type", "string")));
        return ordered("type", "object", "properties", properties);
    }

    private static Map<String, Object> accepted() {
        Map<String, Object> properties = ordered(
                "commandId",
                ordered("type", "string"),
                "ledger",
                ordered("type", "string"),
                "position",
                ordered("type", "integer", DESCRIPTION, "of the last event"),
                "events",
                ordered("type", "array", "items", texts("id", "type")),
                "repeated",
                ordered("type", "boolean"));
        return ordered("type", "object", "properties", properties);
    }
}
