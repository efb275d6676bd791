package io.rackledger.query.audit;

import io.rackledger.query.epcis.EpcisLog;
import java.util.Map;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.databind.json.JsonMapper;

/** Orders and deliveries for whoever speaks EPCIS. */
@RestController
final class EpcisController {
    private static final String PATH = "/api/ledger/epcis";
    private static final MediaType JSON_LD = MediaType.parseMediaType("application/ld+json");

    private final EpcisLog log;
    private final JsonMapper json = JsonMapper.builder().build();

    EpcisController(EpcisLog log) {
        this.log = log;
    }

    @GetMapping(PATH)
    ResponseEntity<byte[]> document(@RequestParam Map<String, String> query) {
        EpcisLog.Page page = log.read(query);
        ResponseEntity.BodyBuilder response = ResponseEntity.ok().contentType(JSON_LD);
        if (page.next() != null) {
            response.header(HttpHeaders.LINK, "<" + href(query, page.next()) + ">; rel=\"next\"");
        }
        return response.body(json.writeValueAsBytes(page.document()));
    }

    private static String href(Map<String, String> query, long next) {
        UriComponentsBuilder href = UriComponentsBuilder.fromPath(PATH);
        query.forEach(href::queryParam);
        return href.replaceQueryParam("from", next).encode().toUriString();
    }
}
