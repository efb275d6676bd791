package io.rackledger.quickstart.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a service tells of how it is. */
final class Health {
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(3);
    private static final Set<Integer> TOLD = Set.of(200, 503);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Health() {}

    /** What the service at that address tells; empty where there is no answer. */
    static JsonNode of(HttpClient client, URI address) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/actuator/health"))
                .timeout(ANSWER_LIMIT)
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return TOLD.contains(answer.statusCode()) ? JSON.readTree(answer.body()) : JSON.createObjectNode();
        } catch (IOException none) {
            return JSON.createObjectNode();
        }
    }
}
