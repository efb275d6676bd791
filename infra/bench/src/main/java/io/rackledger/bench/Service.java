package io.rackledger.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One of the services, as a client sees it. */
final class Service implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final long BETWEEN_CHECKS_MILLIS = 20;

    private final URI address;
    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = JsonMapper.builder().build();

    Service(URI address) {
        this.address = address;
    }

    URI address() {
        return address;
    }

    /** Waits until it is ready to serve. */
    void awaitReady(Duration limit) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(limit);
        while (send(request("/actuator/health").build()).statusCode() != 200) {
            if (Instant.now().isAfter(end)) {
                throw new IOException(address + " was not ready within " + limit);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_CHECKS_MILLIS));
        }
    }

    /** The body of an answer as it came. */
    String text(String path) throws IOException, InterruptedException {
        return body(request(path).build());
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return json.readTree(text(path));
    }

    JsonNode post(String path, String body) throws IOException, InterruptedException {
        return json.readTree(post(path, "application/json", body));
    }

    /** The body of the answer, as it came. */
    String post(String path, String type, String body) throws IOException, InterruptedException {
        return body(request(path)
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    private String body(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = send(request);
        if (response.statusCode() >= 300) {
            throw new IOException(request.uri() + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }

    private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(address.resolve(path)).timeout(LIMIT);
    }

    @Override
    public void close() {
        client.close();
    }
}
