package io.rackledger.command.web;

import static com.networknt.schema.SpecificationVersion.DRAFT_7;
import static org.assertj.core.api.Assertions.assertThat;

import com.asyncapi.v3._0_0.model.AsyncAPI;
import com.asyncapi.v3._0_0.model.channel.Channel;
import com.asyncapi.v3._0_0.model.channel.message.Message;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rackledger.events.Confidence;
import io.rackledger.events.Mode;
import io.rackledger.events.Provenance;
import io.rackledger.events.SourceId;
import io.rackledger.events.ValidTime;
import io.rackledger.events.wire.Envelope;
import io.rackledger.events.wire.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class AsyncApiTest {
    private static final Path APPROVED = Path.of("..", "shared-events", "src", "test", "resources", "approved");
    private static final JsonNode DOCUMENT = Schemas.JSON.valueToTree(AsyncApi.document("main", "rackledger.main"));

    private static JsonNode payload(String qualifiedName) {
        return DOCUMENT.path("components").path("messages").path(qualifiedName).path("payload");
    }

    static Stream<Path> approved() throws IOException {
        return Files.list(APPROVED).sorted();
    }

    @Test
    void a_reader_of_others_understands_the_document_to_the_last_field() throws IOException {
        AsyncAPI read = new ObjectMapper()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .readValue(DOCUMENT.toString(), AsyncAPI.class);

        assertThat(read.getAsyncapi()).isEqualTo("3.0.0");
        assertThat(read.getChannels()).hasSize(1);
        assertThat(read.getChannels().get("ledger"))
                .isInstanceOfSatisfying(
                        Channel.class,
                        channel -> assertThat(channel.getAddress()).isEqualTo("rackledger.main"));
        assertThat(read.getComponents().getMessages())
                .hasSize(EventType.values().length)
                .allSatisfy((name, message) -> assertThat(message).isInstanceOf(Message.class));
    }

    @Test
    void every_reference_leads_somewhere() {
        List<String> references = DOCUMENT.findValuesAsString("$ref");

        assertThat(references)
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                DOCUMENT.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    @ParameterizedTest
    @EnumSource
    void an_event_is_a_message_whose_payload_has_a_schema(EventType type) {
        JsonNode payload = payload(type.qualifiedName());

        assertThat(Schemas.mistakes(payload, DRAFT_7)).isEmpty();
        assertThat(payload.path("additionalProperties").asBoolean(true)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("approved")
    void an_approved_event_fits_its_schema_and_not_with_a_field_more(Path file) throws IOException {
        String qualifiedName = file.getFileName().toString().replace(".json", "");
        JsonNode event = Schemas.JSON.readTree(Files.readAllBytes(file));

        assertThat(Schemas.of(payload(qualifiedName), DRAFT_7).validate(event)).isEmpty();
        ObjectNode more = ((ObjectNode) event.deepCopy()).put("nonsense", 1);
        assertThat(Schemas.of(payload(qualifiedName), DRAFT_7).validate(more)).isNotEmpty();
    }

    @Test
    void every_event_has_an_approved_file() throws IOException {
        Set<String> approved = approved()
                .map(file -> file.getFileName().toString().replace(".json", ""))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(approved)
                .containsAll(Arrays.stream(EventType.values())
                        .map(EventType::qualifiedName)
                        .toList());
    }

    @Test
    void the_headers_are_what_the_envelope_writes() {
        JsonNode schema = DOCUMENT.at("/components/schemas/metadata");
        Provenance provenance = new Provenance(new SourceId("press"), "a quote", "somebody", Confidence.REPORTED);
        Map<String, String> all = Envelope.metadata(
                "id", "hash", Mode.OBSERVED, provenance, ValidTime.parse("2024"), "local", "a correlation");

        assertThat(Schemas.of(schema, DRAFT_7).validate((JsonNode) Schemas.JSON.valueToTree(all)))
                .isEmpty();
        assertThat(schema.path("properties").propertyNames()).containsAll(all.keySet());
    }
}
