package io.rackledger.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Calls of the HTTP API whose answers are taken while they arrive. A server may take long over an answer, but may not
 * fall silent: the wait between two parts of an answer is limited. Every failure is a {@link FailedException}. For
 * one thread; what arrives is handed over one part at a time.
 */
final class Http implements AutoCloseable {
    /** How long a server may be silent. */
    static final Duration SILENCE = Duration.ofMinutes(2);

    private static final Duration CONNECTING = Duration.ofSeconds(5);
    private static final int LONGEST_DETAIL = 300;
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECTING)
            .build();
    private final Duration silence;
    private volatile long heardNanos;

    Http(Duration silence) {
        this.silence = silence;
    }

    /** Sends lines of JSON and hands over each line of the answer as it arrives. */
    void postLines(URI uri, byte[] lines, Consumer<String> line) {
        postLines(uri, HttpRequest.BodyPublishers.ofByteArray(lines), line);
    }

    /** As {@link #postLines(URI, byte[], Consumer)}, with lines that are read while they are sent. */
    void postLines(URI uri, Iterable<byte[]> lines, Consumer<String> line) {
        postLines(uri, HttpRequest.BodyPublishers.ofByteArrays(lines), line);
    }

    private void postLines(URI uri, HttpRequest.BodyPublisher lines, Consumer<String> line) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-ndjson")
                .header("Accept", "application/x-ndjson")
                .POST(lines)
                .build();
        Listener<String> listener = new Listener<>(line);
        demandOk(send(request, () -> BodySubscribers.fromLineSubscriber(listener, done -> "", UTF_8, "\n")));
    }

    /** Gets an answer and hands over each part of it as it arrives. */
    void getBytes(URI uri, Consumer<List<ByteBuffer>> part) {
        HttpRequest request = HttpRequest.newBuilder(uri).GET().build();
        Listener<List<ByteBuffer>> listener = new Listener<>(part);
        demandOk(send(request, () -> BodySubscribers.fromSubscriber(listener, done -> "")));
    }

    /** Gets a JSON document, whatever the status. */
    JsonNode getJson(URI uri) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", "application/json")
                .timeout(silence)
                .GET()
                .build();
        HttpResponse<String> response = send(request, () -> BodySubscribers.ofString(UTF_8));
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException e) {
            throw new FailedException(uri + " answered " + response.statusCode() + ", which is no JSON", e);
        }
    }

    /** Posts a JSON document; the answer, also a JSON document. */
    JsonNode postJson(URI uri, String body) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .timeout(silence)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> response = send(request, () -> BodySubscribers.ofString(UTF_8));
        demandOk(response);
        return JSON.readTree(response.body());
    }

    private HttpResponse<String> send(HttpRequest request, BodyOfSuccess success) {
        heardNanos = System.nanoTime();
        return await(
                request.uri(),
                client.sendAsync(
                        request,
                        info -> info.statusCode() == OK ? success.subscriber() : BodySubscribers.ofString(UTF_8)));
    }

    private HttpResponse<String> await(URI uri, CompletableFuture<HttpResponse<String>> answer) {
        while (true) {
            try {
                long left = silence.toNanos() - (System.nanoTime() - heardNanos);
                return answer.get(Math.max(left, 1), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                if (System.nanoTime() - heardNanos >= silence.toNanos()) {
                    answer.cancel(true);
                    throw new FailedException(uri + " has been silent for " + silence.toSeconds() + " s", e);
                }
            } catch (ExecutionException e) {
                throw failed(uri, e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new FailedException("interrupted", e);
            }
        }
    }

    private static RuntimeException failed(URI uri, @Nullable Throwable cause) {
        if (cause instanceof FailedException e) {
            return e;
        }
        if (cause instanceof ConnectException e) {
            return new FailedException("no server answers at " + uri.resolve("/") + ": is 'rackledger up' running?", e);
        }
        if (cause instanceof IOException e) {
            return new FailedException("the connection to " + uri + " failed: " + e.getMessage(), e);
        }
        return new IllegalStateException(uri.toString(), cause);
    }

    private static void demandOk(HttpResponse<String> response) {
        if (response.statusCode() != OK && response.statusCode() != ACCEPTED) {
            throw new FailedException(response.uri() + " answered " + response.statusCode()
                    + detail(response.body().strip()));
        }
    }

    private static String detail(String body) {
        String detail = body;
        try {
            JsonNode problem = JSON.readTree(body);
            detail = problem.path("detail").asString(problem.path("title").asString(body));
        } catch (JacksonException notJson) {
            // A proxy's page, say: told as it is.
        }
        return detail.isEmpty() ? "" : ": " + detail.substring(0, Math.min(detail.length(), LONGEST_DETAIL));
    }

    /** Gives up whatever is under way, without waiting for it to end: that may take the client seconds. */
    @Override
    public void close() {
        client.shutdownNow();
    }

    private interface BodyOfSuccess {
        BodySubscriber<String> subscriber();
    }

    /** Takes one part after the other, so that the server is slowed down rather than the memory filled. */
    private final class Listener<T> implements Flow.Subscriber<T> {
        private final Consumer<T> each;
        private Flow.@Nullable Subscription subscription;

        Listener(Consumer<T> each) {
            this.each = each;
        }

        @Override
        public void onSubscribe(Flow.Subscription started) {
            subscription = started;
            started.request(1);
        }

        @Override
        public void onNext(T part) {
            heardNanos = System.nanoTime();
            each.accept(part);
            if (subscription != null) {
                subscription.request(1);
            }
        }

        @Override
        public void onError(Throwable failure) {
            // The answer's future tells the same.
        }

        @Override
        public void onComplete() {
            heardNanos = System.nanoTime();
        }
    }
}
