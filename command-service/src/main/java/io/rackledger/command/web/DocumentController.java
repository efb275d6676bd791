package io.rackledger.command.web;

import io.rackledger.events.wire.WireJson;
import io.rackledger.web.LedgerProperties;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** The API's descriptions for machines, made when they are asked for: of commands as OpenAPI, of events as AsyncAPI. */
@RestController
final class DocumentController {
    private final JsonMapper json = WireJson.strict();
    private final CommandCatalogue catalogue;
    private final LedgerProperties properties;

    DocumentController(CommandCatalogue catalogue, LedgerProperties properties) {
        this.catalogue = catalogue;
        this.properties = properties;
    }

    @GetMapping(path = "/v3/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] openApi() {
        return json.writeValueAsBytes(OpenApi.document(catalogue));
    }

    @GetMapping(path = "/v3/async-api", produces = MediaType.APPLICATION_JSON_VALUE)
    byte[] asyncApi() {
        return json.writeValueAsBytes(
                AsyncApi.document(properties.ledger(), properties.kafka().topic()));
    }
}
