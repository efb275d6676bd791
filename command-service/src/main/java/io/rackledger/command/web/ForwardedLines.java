package io.rackledger.command.web;

import io.rackledger.ledger.kafka.Instance;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Sends an import on to the instance that is meant to take it, line by line, and the answers back. Thread-safe. */
final class ForwardedLines {
    /** What came of asking the other instance. */
    sealed interface Begun {
        /** It answers; to be closed. */
        record Answering(InputStream answers, Runnable ended) implements Begun, AutoCloseable {
            /** Copies the answers as they come. */
            void copyTo(OutputStream out) throws IOException {
                byte[] buffer = new byte[BUFFER];
                for (int read = answers.read(buffer); read >= 0; read = answers.read(buffer)) {
                    out.write(buffer, 0, read);
                    out.flush();
                }
            }

            @Override
            public void close() throws IOException {
                ended.run();
                answers.close();
            }
        }

        /** It can't be reached, and no line was read. */
        record NotReached() implements Begun {}
    }

    /** It broke when lines may have been read; what became of them is unknown. */
    static final class BrokenException extends Exception {
        private static final long serialVersionUID = 1L;

        BrokenException(Instance to, String how, @Nullable Throwable cause) {
            super("the instance at " + to.address() + " " + how, cause);
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(ForwardedLines.class);
    private static final int BUFFER = 64 << 10;

    /** How long it may take until the other instance says that it takes lines. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Hop hop;

    ForwardedLines(Hop hop) {
        this.hop = hop;
    }

    /**
     * Begins to send.
     *
     * @throws BrokenException if it broke when lines may have been read
     */
    Begun begin(Instance to, String pathAndQuery, InputStream in) throws BrokenException, InterruptedException {
        HttpRequest request = Hop.request(to, pathAndQuery)
                .header(HttpHeaders.CONTENT_TYPE, ImportController.NDJSON)
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> in))
                .build();
        try {
            HttpResponse<InputStream> response = hop.client()
                    .sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (!Hop.isBy(to, response) || response.statusCode() != HttpStatus.OK.value()) {
                abandon(to, response.body());
                throw new BrokenException(to, "answered with " + response.statusCode(), null);
            }
            return new Begun.Answering(response.body(), hop.begin(to, () -> abandon(to, response.body())));
        } catch (ExecutionException e) {
            if (Hop.isUnsent(e.getCause())) {
                return new Begun.NotReached();
            }
            throw new BrokenException(to, "broke the connection", e);
        } catch (TimeoutException e) {
            throw new BrokenException(to, "did not answer within " + LIMIT.toSeconds() + " s", e);
        }
    }

    private static void abandon(Instance to, InputStream answers) {
        try {
            answers.close();
        } catch (IOException e) {
            LOG.warn("An import that {} took did not end well: {}", to.address(), e.toString());
        }
    }
}
