package io.rackledger.command.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rackledger.events.wire.WireJson;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class SuggestionsTest {
    private static final JsonMapper JSON = WireJson.strict();
    private static final CommandReader READER =
            new CommandReader(CommandServiceConfiguration.deciders(), Clock.systemUTC());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            register-party | {"party":"a","legalNam":"A"} | legalNam is unknown, legalName missing: | for example "legalName": "Dell Technologies Inc."
            register-party | {"party":"a","legalName":"A","rolez":[]} | an unknown field: | did you mean 'roles'?
            register-party | {"party":"a","legalName":"A","Mode":"OBSERVED"} | a field of every body: | did you mean 'mode'?
            register-party | {"party":"a","legalName":"A","nonsense":1} | nothing near: |
            register-party | {"party":"a","legalName":"A","mode":"observed"} | an unknown value: | did you mean 'OBSERVED'?
            register-party | {"party":"a","legalName":"A","roles":["SELLER"]} | a value like none: | one of BUYER, VENDOR
            place-server-order | {"order":"o","buyer":"b","allocations":[{"lot":"l"}]} | deep in a list: | for example "vendor": "dell"
            place-server-order | {"order":"o","buyer":"b","allocations":[{"vendor":"v","mesures":{}}]} | deep in a list: | did you mean 'measures'?
            register-partie | {} | an unknown command: | did you mean 'register-party'?
            """)
    void what_may_have_been_meant_is_told(String command, String body, String what, String suggestion) {
        ObjectNode sent = JSON.createObjectNode().put("command", command);
        sent.set("body", JSON.readTree(body));

        MalformedCommandException e = catchThrowableOfType(
                MalformedCommandException.class, () -> new SentCommands(READER).request(sent, "an-id"));

        assertThat(e.because()).isNotBlank();
        if (suggestion == null) {
            assertThat(e.suggestion()).as(what).isNull();
        } else {
            assertThat(e.suggestion()).as(what).startsWith(suggestion);
        }
    }

    @Test
    void the_nearest_word_is_told_and_none_that_is_far() {
        List<String> known = List.of("deliveredOn", "delivery", "order");

        assertThat(Suggestions.nearest("deliverdOn", known)).contains("'deliveredOn'");
        assertThat(Suggestions.nearest("ORDER", known)).contains("'order'");
        assertThat(Suggestions.nearest("buyer", known)).isNull();
        assertThat(Suggestions.nearest(null, known)).isNull();
    }
}
