package io.rackledger.command.web;

import io.rackledger.command.axon.Decisions;
import io.rackledger.command.axon.Handled;
import io.rackledger.command.axon.Request;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/**
 * Many commands a request, one a line. Each line is decided when those before it are at the tip, and answered, in
 * order, when it is acknowledged; many are in flight at once.
 */
@RestController
final class ImportController {
    static final String NDJSON = "application/x-ndjson";

    private static final Logger LOG = LoggerFactory.getLogger(ImportController.class);
    private static final int MOST_IN_FLIGHT = 256;
    private static final long LIMIT_SECONDS = 60;

    private final SentCommands commands;
    private final Decisions decisions;
    private final Answers answers;
    private final CommandMeters meters;

    ImportController(SentCommands commands, Decisions decisions, Answers answers, CommandMeters meters) {
        this.commands = commands;
        this.decisions = decisions;
        this.answers = answers;
        this.meters = meters;
    }

    @PostMapping(path = "/api/import", consumes = NDJSON)
    void importLines(HttpServletRequest request, HttpServletResponse response) throws IOException {
        InputStream in = request.getInputStream();
        response.setContentType(NDJSON);
        try (Spool spool = new Spool()) {
            Thread taking = Thread.ofVirtual().name("import").start(() -> take(in, spool));
            spool.copyTo(response.getOutputStream());
            taking.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the import was interrupted", e);
        }
    }

    private void take(InputStream in, Spool spool) {
        LineReader lines = new LineReader(in, CommandController.MOST_BYTES);
        Semaphore inFlight = new Semaphore(MOST_IN_FLIGHT);
        CompletableFuture<Void> told = CompletableFuture.completedFuture(null);
        try {
            for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
                if (line.isBlank()) {
                    continue;
                }
                inFlight.acquire();
                CompletableFuture<byte[]> answer = take(line);
                told = told.thenCombine(answer, (before, text) -> {
                    write(spool, text);
                    return null;
                });
                told = told.whenComplete((nothing, failure) -> inFlight.release());
                if (told.isCompletedExceptionally()) {
                    break;
                }
            }
            told.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | ExecutionException | TimeoutException e) {
            LOG.warn("An import ended early: {}", e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            spool.complete();
        }
    }

    private CompletableFuture<byte[]> take(LineReader.Line line) throws InterruptedException {
        if (line.tooLong()) {
            return CompletableFuture.completedFuture(
                    answers.brokenLine(line.number(), null, LineReader.tooLong(CommandController.MOST_BYTES)));
        }
        String id = null;
        try {
            ObjectNode sent = commands.object(line.bytes());
            id = commands.id(sent);
            return decide(line.number(), id, commands.request(sent, id));
        } catch (MalformedCommandException e) {
            return CompletableFuture.completedFuture(answers.brokenLine(line.number(), id, e));
        }
    }

    private CompletableFuture<byte[]> decide(long line, String id, Request<?> request) throws InterruptedException {
        Semaphore settled = new Semaphore(0);
        CompletableFuture<Handled> handled =
                meters.measure(request.intake().name(), decisions.decide(request, settled::release));
        if (!settled.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("Line {} of an import has not been decided within {} s", line, LIMIT_SECONDS);
        }
        return handled.thenApply(outcome -> answers.line(line, id, outcome));
    }

    private static void write(Spool spool, byte[] text) {
        try {
            spool.write(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the client is gone, or the disk is full", e);
        }
    }
}
