package io.rackledger.quickstart;

import static com.networknt.schema.SpecificationVersion.DRAFT_2020_12;
import static com.networknt.schema.SpecificationVersion.DRAFT_7;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Documents of EPCIS, page by page, held against what the standard asks: as written down here in our own words, which is
 * narrower, and by GS1's own schema in the file that {@code RACKLEDGER_EPCIS_SCHEMA} names.
 */
final class EpcisDocuments {
    private static final int MOST_PAGES = 1_000;

    private final List<Schema> schemas = new ArrayList<>();

    EpcisDocuments() throws IOException {
        try (InputStream own = EpcisDocuments.class.getResourceAsStream("/epcis/structure.schema.json")) {
            schemas.add(SchemaRegistry.withDefaultDialect(DRAFT_2020_12).getSchema(Running.JSON.readTree(own)));
        }
        String file = System.getenv("RACKLEDGER_EPCIS_SCHEMA");
        if (file != null) {
            schemas.add(SchemaRegistry.withDefaultDialect(DRAFT_7)
                    .getSchema(Running.JSON.readTree(Files.readAllBytes(Path.of(file)))));
        }
    }

    /** What is wrong with a document. */
    List<String> mistakes(JsonNode document) {
        return schemas.stream().flatMap(schema -> mistakes(schema, document)).toList();
    }

    /** Whether every schema finds something wrong with a document. */
    boolean allRefuse(JsonNode document) {
        return schemas.stream()
                .allMatch(schema -> mistakes(schema, document).findAny().isPresent());
    }

    private static Stream<String> mistakes(Schema schema, JsonNode document) {
        return schema
                .validate(
                        document,
                        execution -> execution.executionConfig(config -> config.formatAssertionsEnabled(true)))
                .stream()
                .map(Object::toString);
    }

    /** Every document there is, each with a few events, none of them with a mistake. */
    List<JsonNode> all(Running running) {
        List<JsonNode> documents = new ArrayList<>();
        String next = "/api/ledger/epcis?limit=10";
        while (next != null) {
            HttpResponse<String> page =
                    running.send(HttpRequest.newBuilder(running.queries(next)).build());
            assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
            JsonNode document = Running.JSON.readTree(page.body());
            assertThat(mistakes(document)).as(page.body()).isEmpty();
            documents.add(document);
            assertThat(documents).hasSizeLessThan(MOST_PAGES);
            next = page.headers()
                    .firstValue("Link")
                    .map(link ->
                            URI.create(link.substring(1, link.indexOf('>'))).toString())
                    .orElse(null);
        }
        return documents;
    }
}
