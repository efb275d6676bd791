package io.rackledger.command.web;

import io.rackledger.command.axon.Handled;
import io.rackledger.command.axon.Request;
import io.rackledger.ledger.kafka.Instance;
import io.rackledger.web.Problems;
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
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;
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
    private final ServedLedgers ledgers;
    private final Instances instances;
    private final ForwardedLines forwarding;
    private final CommandMeters meters;

    ImportController(
            SentCommands commands,
            ServedLedgers ledgers,
            Instances instances,
            ForwardedLines forwarding,
            CommandMeters meters) {
        this.commands = commands;
        this.ledgers = ledgers;
        this.instances = instances;
        this.forwarding = forwarding;
        this.meters = meters;
    }

    @PostMapping(path = "/api/import", consumes = NDJSON)
    void importLines(HttpServletRequest request, HttpServletResponse response) throws IOException {
        ServedLedger served = ledgers.asked(request.getQueryString());
        Instance elsewhere = instances.next(served, request, response);
        try {
            if (elsewhere == null || !forwarded(elsewhere, request, response)) {
                importHere(served, request, response);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the import was interrupted", e);
        }
    }

    /** Whether another instance took it; if not, no line was read. */
    private boolean forwarded(Instance to, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        return switch (begin(to, request)) {
            case ForwardedLines.Begun.NotReached notReached -> false;
            case ForwardedLines.Begun.Answering answering -> {
                try (answering) {
                    response.setContentType(NDJSON);
                    answering.copyTo(response.getOutputStream());
                }
                yield true;
            }
        };
    }

    private ForwardedLines.Begun begin(Instance to, HttpServletRequest request)
            throws IOException, InterruptedException {
        try {
            return forwarding.begin(to, CommandController.pathAndQuery(request), request.getInputStream());
        } catch (ForwardedLines.BrokenException e) {
            HttpStatus status = HttpStatus.SERVICE_UNAVAILABLE;
            String because = e.getMessage() + "; import the same lines again to learn what became of them";
            throw new ErrorResponseException(status, Problems.of(status, Answers.UNKNOWN, because), e);
        }
    }

    private void importHere(ServedLedger served, HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        InputStream in = request.getInputStream();
        response.setContentType(NDJSON);
        if (request.getHeader(Hop.TO) != null) {
            // Before the first line: whoever forwards them waits to know who takes them.
            response.flushBuffer();
        }
        try (Spool spool = new Spool()) {
            Thread taking = Thread.ofVirtual().name("import").start(() -> take(served, in, spool));
            spool.copyTo(response.getOutputStream());
            taking.join();
        }
    }

    private void take(ServedLedger served, InputStream in, Spool spool) {
        LineReader lines = new LineReader(in, CommandController.MOST_BYTES);
        Semaphore inFlight = new Semaphore(MOST_IN_FLIGHT);
        CompletableFuture<Void> told = CompletableFuture.completedFuture(null);
        try {
            for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
                if (line.isBlank()) {
                    continue;
                }
                inFlight.acquire();
                CompletableFuture<byte[]> answer = take(served, line);
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

    private CompletableFuture<byte[]> take(ServedLedger served, LineReader.Line line) throws InterruptedException {
        if (line.tooLong()) {
            return CompletableFuture.completedFuture(
                    served.answers().brokenLine(line.number(), null, LineReader.tooLong(CommandController.MOST_BYTES)));
        }
        String id = null;
        try {
            ObjectNode sent = commands.object(line.bytes());
            id = commands.id(sent);
            return decide(served, line.number(), id, commands.request(sent, id));
        } catch (MalformedCommandException e) {
            return CompletableFuture.completedFuture(served.answers().brokenLine(line.number(), id, e));
        }
    }

    private CompletableFuture<byte[]> decide(ServedLedger served, long line, String id, Request<?> request)
            throws InterruptedException {
        Semaphore settled = new Semaphore(0);
        CompletableFuture<Handled> handled =
                meters.measure(request.intake().name(), served.decide(request, settled::release));
        if (!settled.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("Line {} of an import has not been decided within {} s", line, LIMIT_SECONDS);
        }
        return handled.thenApply(outcome -> served.answers().line(line, id, outcome));
    }

    private static void write(Spool spool, byte[] text) {
        try {
            spool.write(text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the client is gone, or the disk is full", e);
        }
    }
}
