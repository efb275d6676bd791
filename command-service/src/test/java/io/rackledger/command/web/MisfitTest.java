package io.rackledger.command.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class MisfitTest {
    private final JsonMapper json = JsonMapper.builder().build();
    private final CommandReader reader = new CommandReader(CommandServiceConfiguration.deciders(), Clock.systemUTC());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "open-compliance-case | reports | [\"2026-Q2\"] | reports[0]",
                "open-compliance-case | reports | \"2026-Q2\" | reports",
                "place-server-order | allocations | [{\"vendor\": \"dell\", \"measures\": {\"racks\": \"many\"}}] | allocations[0].measures.racks",
                "place-server-order | allocations | [{\"vendor\": \"dell\", \"measures\": {\"racks\": [1]}}] | allocations[0].measures.racks",
                "place-server-order | allocations | [{\"vendor\": \"dell\", \"measures\": 7}] | allocations[0].measures",
                "place-server-order | buyer | {\"id\": \"xai\"} | buyer",
                "retract-fact | reason | \"half \\ud800\" | reason",
                "register-party | provenance | {\"source\": \"s1\", \"asserter\": \"\\udc00\", \"confidence\": \"REPORTED\"} | provenance.asserter"
            })
    void what_does_not_fit_is_told_by_its_field_and_names_no_class(
            String command, String field, String wrong, String path) {
        String example =
                Objects.requireNonNull(reader.deciders().get(command)).sheet().example();
        ObjectNode body = reader.object(example.getBytes(StandardCharsets.UTF_8));
        body.set(field, json.readTree(wrong));
        MalformedCommandException refused = catchThrowableOfType(
                MalformedCommandException.class, () -> reader.request(command, "c-1", body, "local", false));
        assertThat(refused.field()).isEqualTo(path);
        assertThat(refused.because()).isNotEmpty().doesNotContain("rackledger", "java", "`");
    }
}
