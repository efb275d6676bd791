package io.rackledger.command.web;

import static com.networknt.schema.SpecificationVersion.DRAFT_2020_12;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class OpenApiTest {
    private static final CommandCatalogue CATALOGUE = new CommandCatalogue(CommandServiceConfiguration.deciders());
    private static final JsonNode DOCUMENT = Schemas.JSON.valueToTree(OpenApi.document(CATALOGUE));

    static Stream<CommandCatalogue.Described> commands() {
        return CATALOGUE.all().stream();
    }

    private static JsonNode operation(CommandCatalogue.Described command) {
        return DOCUMENT.path("paths").path(command.href()).path("post");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_is_a_path_with_its_schema_example_and_answers(CommandCatalogue.Described command) {
        JsonNode operation = operation(command);
        JsonNode media = operation.path("requestBody").path("content").path("application/json");

        assertThat(media.path("schema")).isEqualTo(Schemas.JSON.valueToTree(command.schema()));
        assertThat(Schemas.of(media.path("schema"), DRAFT_2020_12).validate(media.path("example")))
                .isEmpty();
        assertThat(operation.path("responses").propertyNames()).contains("200", "400", "409", "422", "503");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_refusal_names_one_of_the_commands_rules(CommandCatalogue.Described command) {
        JsonNode refusal = operation(command).at("/responses/422/content/application~1problem+json/schema/allOf/1");

        assertThat(refusal.at("/properties/rule/enum").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(command.rules().stream()
                        .map(CommandCatalogue.Rule::rule)
                        .toList());
    }

    @Test
    void operations_have_names_of_their_own_and_references_lead_somewhere() {
        List<String> names = DOCUMENT.findValuesAsString("operationId");

        assertThat(names).hasSize(CATALOGUE.all().size() + 3);
        assertThat(new HashSet<>(names)).hasSameSizeAs(names);
        assertThat(DOCUMENT.findValuesAsString("$ref"))
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }
}
