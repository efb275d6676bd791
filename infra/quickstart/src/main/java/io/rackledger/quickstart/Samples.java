package io.rackledger.quickstart;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Loads the bundled samples through the front door. Their command ids make loading them again change nothing. */
public final class Samples {
    /** The samples there are. */
    public static final List<String> NAMES = List.of("articles", "articles-2", "listing", "worked");

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final URI importAt;
    private final JsonMapper json = JsonMapper.builder().build();
    private long position = -1;

    Samples(URI commands) {
        this.importAt = commands.resolve("/api/import");
    }

    /**
     * Checks what was asked for: some of {@link #NAMES}, or {@code none} alone. What {@code articles-2} corrects is loaded
     * before it.
     */
    static List<String> chosen(List<String> asked) throws StartException {
        if (asked.equals(List.of("none"))) {
            return List.of();
        }
        for (String name : asked) {
            if (!NAMES.contains(name)) {
                throw new StartException(
                        "There is no sample '" + name + "': choose of " + String.join(", ", NAMES) + ", or none.");
            }
        }
        List<String> chosen = new ArrayList<>(asked);
        if (asked.contains("articles-2")) {
            chosen.remove("articles-2");
            if (!chosen.contains("articles")) {
                chosen.add("articles");
            }
            chosen.add("articles-2");
        }
        return chosen;
    }

    /** Loads one sample and says in a line what came of it. */
    String load(String name) throws StartException {
        Map<String, Integer> outcomes = new TreeMap<>();
        try (InputStream sample = Samples.class.getResourceAsStream("/samples/" + name + ".ndjson");
                HttpClient client = HttpClient.newHttpClient()) {
            if (sample == null) {
                throw new StartException("The sample '" + name + "' is missing in this build.");
            }
            HttpRequest request = HttpRequest.newBuilder(importAt)
                    .timeout(LIMIT)
                    .header("Content-Type", "application/x-ndjson")
                    .POST(HttpRequest.BodyPublishers.ofByteArray(sample.readAllBytes()))
                    .build();
            HttpResponse<Stream<String>> response = client.send(request, HttpResponse.BodyHandlers.ofLines());
            if (response.statusCode() != 200) {
                throw new StartException(
                        "The sample '" + name + "' was not taken: HTTP " + response.statusCode() + ".");
            }
            response.body().map(json::readTree).forEach(line -> {
                count(outcomes, line);
                position = Math.max(position, line.path("position").asLong(-1));
            });
        } catch (IOException e) {
            throw new StartException("The sample '" + name + "' was not taken: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Stopped while loading the sample '" + name + "'.", e);
        }
        return name + ": "
                + outcomes.entrySet().stream()
                        .map(outcome -> outcome.getValue() + " " + outcome.getKey())
                        .reduce((a, b) -> a + ", " + b)
                        .orElse("empty");
    }

    /**
     * Waits until the views show all that was loaded, so that nobody is told that it is ready before.
     *
     * @throws StartException if they don't in time
     */
    void awaitShown(URI dashboard) throws StartException {
        if (position < 0) {
            return;
        }
        String query = "?atLeast=" + position + "&waitMs=" + LIMIT.toMillis();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(dashboard.resolve("/api/views/orders" + query))
                    .timeout(LIMIT.plusSeconds(1))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new StartException("The views don't show the samples: " + response.body());
            }
        } catch (IOException e) {
            throw new StartException("The views don't show the samples: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("Stopped while the views read the samples.", e);
        }
    }

    private static void count(Map<String, Integer> outcomes, JsonNode line) {
        String outcome = line.path("repeated").asBoolean(false)
                ? "known already"
                : line.path("outcome").asString();
        outcomes.merge(outcome, 1, Integer::sum);
    }
}
