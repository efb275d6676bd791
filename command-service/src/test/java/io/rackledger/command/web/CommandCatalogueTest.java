package io.rackledger.command.web;

import static com.networknt.schema.SpecificationVersion.DRAFT_2020_12;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.rackledger.command.fork.Fork;
import io.rackledger.command.fork.MemoryLedger;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class CommandCatalogueTest {
    private static final CommandCatalogue CATALOGUE = new CommandCatalogue(CommandServiceConfiguration.deciders());
    private static final CommandReader READER = new CommandReader(
            CommandServiceConfiguration.deciders(), Clock.fixed(Instant.parse("2026-06-07T08:09:10Z"), ZoneOffset.UTC));

    static Stream<CommandCatalogue.Described> commands() {
        return CATALOGUE.all().stream();
    }

    private static CommandCatalogue.Described command(String name) {
        return commands()
                .filter(command -> command.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void an_example_fits_the_schema_and_is_understood(CommandCatalogue.Described command) {
        assertThat(Schemas.mistakes(command.schema(), DRAFT_2020_12)).isEmpty();
        assertThat(Schemas.of(command.schema(), DRAFT_2020_12).validate(command.example()))
                .isEmpty();
        assertThat(READER.request(
                                command.name(),
                                "an-id",
                                (ObjectNode) command.example().deepCopy(),
                                "test",
                                false)
                        .intake()
                        .name())
                .isEqualTo(command.name());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_schema_refuses_a_field_that_it_does_not_know(CommandCatalogue.Described command) {
        ObjectNode more = ((ObjectNode) command.example().deepCopy()).put("nonsense", 1);

        assertThat(Schemas.of(command.schema(), DRAFT_2020_12).validate(more)).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void a_command_says_what_it_is_for_what_it_leads_to_and_when(CommandCatalogue.Described command) {
        assertThat(command.purpose()).endsWith(".");
        assertThat(command.events()).isNotEmpty().allMatch(event -> event.matches("[a-z-]+\\.v\\d+"));
        assertThat(command.validTime() != null)
                .as("the field of the valid time")
                .isEqualTo(Schemas.JSON.valueToTree(command.schema()).toString().contains("2024-Q4"));
        assertThat(command.rules())
                .extracting(CommandCatalogue.Rule::rule)
                .doesNotHaveDuplicates()
                .contains("command-id-reused", "unknown-source");
    }

    @Test
    void rules_tell_their_kind_and_whether_they_span_entities() {
        assertThat(command("place-server-order").rules())
                .contains(
                        new CommandCatalogue.Rule(
                                "shares-not-one", "S", false, "shares, where all are given, sum to 1"),
                        new CommandCatalogue.Rule(
                                "vendor-blocked", "P", true, "no vendor is suspended or delisted then"))
                .extracting(CommandCatalogue.Rule::rule)
                .contains("unknown-party", "unknown-programme", "order-exists");
        assertThat(command("record-delivery").rules())
                .extracting(CommandCatalogue.Rule::rule)
                .as("of a field that the example leaves out, too")
                .contains("unknown-facility");
    }

    @Test
    void fields_tell_their_units_and_the_valid_time_its_place() {
        JsonNode schema = Schemas.JSON.valueToTree(command("place-workload").schema());

        assertThat(schema.at("/properties/powerMw/x-unit").asString()).isEqualTo("MW");
        assertThat(schema.at("/properties/powerMw/description").asString()).isNotBlank();
        assertThat(command("place-server-order").validTime()).isEqualTo("placedOn");
        assertThat(command("lease-facility").validTime()).isEqualTo("period.from");
        assertThat(command("register-source").validTime()).isEqualTo("publishedOn");
    }

    @Test
    void a_ledger_takes_every_example() throws IOException {
        Map<String, JsonNode> examples = commands()
                .collect(Collectors.toMap(CommandCatalogue.Described::name, CommandCatalogue.Described::example));
        Map<String, String> events = new HashMap<>();
        Set<String> left = new TreeSet<>(examples.keySet());
        Trial trial = new Trial(READER, new SentCommands(READER), Fork.of(new MemoryLedger()));
        for (String line : story()) {
            String[] parts = line.split(" ", 2);
            boolean preparing = parts.length == 2 && parts[1].startsWith("{");
            ObjectNode body = (ObjectNode)
                    (preparing
                            ? Schemas.JSON.readTree(parts[1])
                            : examples.get(parts[0]).deepCopy());
            if (parts.length == 2 && !preparing) {
                body.put("event", events.get(parts[1].substring(1)));
            }
            ObjectNode sent = Schemas.JSON.createObjectNode().put("command", parts[0]);
            sent.set("body", body);

            ObjectNode outcome = trial.decide(sent);

            assertThat(outcome.path("outcome").asString())
                    .as("%s%n%s", line, outcome)
                    .isEqualTo("accepted");
            assertThat(outcome.path("events")
                            .valueStream()
                            .map(event -> event.path("type").asString()))
                    .as(line)
                    .doesNotContain("anomaly-flagged.v1")
                    .isSubsetOf(command(parts[0]).events());
            events.put(parts[0], outcome.at("/events/0/id").asString());
            if (!preparing) {
                left.remove(parts[0]);
            }
        }
        assertThat(left).as("commands whose example is not in examples.txt").isEmpty();
    }

    private static List<String> story() throws IOException {
        try (InputStream in = CommandCatalogueTest.class.getResourceAsStream("examples.txt")) {
            return new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }
}
