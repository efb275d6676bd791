package io.rackledger.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CsvImportTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("rows.csv"), text);
    }

    private List<CommandLines.Line> lines(String text) throws IOException {
        return CsvCommands.of(CsvFile.read(file(text), null));
    }

    private List<JsonNode> commands(String text) throws IOException {
        return lines(text).stream().map(line -> JSON.readTree(line.json())).toList();
    }

    private void assertWrong(@Nullable CsvKind as, String text, String... told) {
        assertThatThrownBy(() -> CsvCommands.of(CsvFile.read(file(text), as)))
                .isInstanceOf(FailedException.class)
                .message()
                .contains(told);
    }

    @Test
    void rows_of_one_order_are_one_command_with_a_lot_each() throws IOException {
        List<JsonNode> commands = commands("""
                order,buyer,programme,placedOn,lot,vendor,racks,gpus,powerMw,value,currency
                ord-1,xai,colossus,2024-06-19,ord-1-dell,dell,800,51200,96.5,6000000000.00,USD
                ord-2,xai,,2024-Q4,,dell,1,,,,
                ord-1,,,,,supermicro,800,51200,,,
                """);

        assertThat(commands).hasSize(2);
        assertThat(commands.getFirst().path("command").asString()).isEqualTo("place-server-order");
        assertThat(commands.getFirst().path("body")).isEqualTo(JSON.readTree("""
                        {"order":"ord-1","buyer":"xai","programme":"colossus","placedOn":"2024-06-19","allocations":[
                          {"lot":"ord-1-dell","vendor":"dell","measures":{"racks":800,"gpus":51200,"powerMw":96.5,
                           "value":{"amount":"6000000000.00","currency":"USD"}}},
                          {"vendor":"supermicro","measures":{"racks":800,"gpus":51200}}]}"""));
    }

    @Test
    void a_delivery_is_a_command_and_may_be_observed() throws IOException {
        List<JsonNode> commands = commands("""
                Delivery;Order;Vendor;DeliveredOn;Racks;Mode;Source;Confidence;Quote
                dlv-1;ord-1;dell;2024-09-30;400;OBSERVED;s2;REPORTED;"400 racks; so far"
                """);

        assertThat(commands).hasSize(1);
        assertThat(commands.getFirst().path("command").asString()).isEqualTo("record-delivery");
        assertThat(commands.getFirst().path("body")).isEqualTo(JSON.readTree("""
                        {"delivery":"dlv-1","order":"ord-1","vendor":"dell","deliveredOn":"2024-09-30",
                         "measures":{"racks":400},"mode":"OBSERVED",
                         "provenance":{"source":"s2","confidence":"REPORTED","quote":"400 racks; so far"}}"""));
    }

    @Test
    void an_id_follows_from_what_a_row_says_unless_it_has_one() throws IOException {
        String header = "id,order,vendor,deliveredOn,racks\n";
        List<JsonNode> once = commands(header + "mine,ord-1,dell,2024,1\n,ord-1,dell,2024,1\n,ord-1,dell,2024,2\n");
        List<JsonNode> again = commands(header + "\n,ord-1,dell,2024,2\n,ord-1,dell,2024,1\n");

        assertThat(once).extracting(command -> command.path("id").asString()).doesNotHaveDuplicates();
        assertThat(once.getFirst().path("id").asString()).isEqualTo("mine");
        assertThat(again.getFirst()).isEqualTo(once.get(2));
        assertThat(again.get(1)).isEqualTo(once.get(1));
    }

    @Test
    void a_command_stands_where_its_first_row_begins_whatever_the_line_breaks_within() throws IOException {
        List<CommandLines.Line> lines = lines("""
                order,vendor,deliveredOn,quote,source,confidence

                ord-1,dell,2024,"over
                two lines",s2,REPORTED
                ord-2,dell,2024,,,
                """);

        assertThat(lines).extracting(CommandLines.Line::number).containsExactly(3L, 5L);
    }

    @Test
    void the_columns_tell_what_the_rows_are_unless_somebody_says() throws IOException {
        assertThat(CsvFile.read(file("order,deliveredOn\n"), null).kind()).isEqualTo(CsvKind.DELIVERIES);
        assertThat(CsvFile.read(file("\uFEFForder,buyer,vendor\n"), null).kind())
                .isEqualTo(CsvKind.ORDERS);
        assertThat(CsvFile.read(file("order,vendor\n"), CsvKind.DELIVERIES).kind())
                .isEqualTo(CsvKind.DELIVERIES);
        assertWrong(null, "order,vendor\n", "line 1", "--as orders");
        assertWrong(CsvKind.DELIVERIES, "order,buyer\n", "line 1", "no column 'buyer'", "deliveredOn");
        assertWrong(null, "order,order,deliveredOn\n", "line 1", "'order' is there twice");
        assertWrong(null, "buyer,vendor\n", "line 1", "need a column 'order'");
        assertWrong(null, "", "line 1");
    }

    @Test
    void what_is_wrong_is_told_with_line_and_column_all_at_once() {
        assertWrong(
                null,
                """
                order,buyer,vendor,racks,value,currency,source,confidence
                ord-1,xai,dell,1.5,,,,
                ord-2,xai,,many,,,,
                ord-1,spacex,supermicro,1,10,,,
                ord-3,xai,dell,,,USD,s2,
                ord-4,xai,dell,,,,,,surplus
                """,
                "nothing was sent",
                "line 2, column 'racks': '1.5' is no whole number",
                "line 3, column 'racks': 'many' is no number",
                "line 3, column 'vendor': is empty",
                "line 4, column 'buyer': 'spacex' is not what line 2 says of order 'ord-1'",
                "line 4, column 'currency'",
                "line 5, column 'value'",
                "line 5, column 'confidence'",
                "line 6: 9 cells where line 1 names 8 columns");
    }

    @Test
    void a_file_that_is_no_csv_fails_in_a_sentence() {
        assertWrong(null, "order,buyer,vendor\n\"ord-1\"x,xai,dell\n", "no CSV");
        assertWrong(null, "order,buyer,vendor\n\"ord-1,xai,dell\n", "no CSV");
    }

    @Test
    void rows_go_to_the_server_as_commands_with_their_lines() throws IOException {
        try (FakeServer server = new FakeServer()) {
            server.importing(line -> "{\"outcome\":\"broken\",\"field\":\"body.vendor\",\"because\":\"no id\"}");

            Calls.Result result = Calls.run(
                    "import", file("order,vendor,deliveredOn\n\nord-1,D,2024\n").toString(), "--url", server.url());

            assertThat(result.out()).contains("line 3: body.vendor: no id");
            assertThat(server.received).singleElement().asString().contains("record-delivery");
        }
    }

    @Test
    void a_kind_that_is_none_is_wrong_usage() throws IOException {
        assertThat(Calls.run("import", "--as", "invoices", file("a").toString()).status())
                .isEqualTo(2);
    }
}
