package io.rackledger.command.web;

import io.rackledger.command.axon.Handled;
import io.rackledger.command.axon.Request;
import io.rackledger.events.wire.WireJson;
import io.rackledger.ledger.kafka.Instance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One import. Each line is decided when those before it are at the tip, and answered, in order, when it is acknowledged;
 * many are in flight at once. While another instance is meant to write, lines go on to it, as many together as there
 * are; what it can't be said to have answered is repeated here, with the same ids. Confined to one thread.
 */
final class Importing {
    private static final Logger LOG = LoggerFactory.getLogger(Importing.class);
    private static final int MOST_IN_FLIGHT = 256;
    private static final int MOST_BYTES_TOGETHER = 1 << 20;
    private static final long LIMIT_SECONDS = 60;
    private static final byte[] LINE_FEED = {'\n'};

    /** What an import needs beside its lines. */
    record Means(SentCommands commands, Forwarding forwarding, CommandMeters meters) {}

    /**
     * A line with its id, its own or a new one.
     *
     * @param sent  null if the line was not understood
     * @param wrong why not
     */
    private record Read(
            long number,
            @Nullable String id,
            @Nullable ObjectNode sent,
            @Nullable MalformedCommandException wrong) {}

    private final JsonMapper json = WireJson.strict();
    private final Means means;
    private final ServedLedger served;
    private final Supplier<@Nullable Instance> elsewhere;
    private final String pathAndQuery;
    private final LineReader lines;
    private final Spool spool;
    private final Semaphore inFlight = new Semaphore(MOST_IN_FLIGHT);
    private CompletableFuture<Void> told = CompletableFuture.completedFuture(null);

    /**
     * Takes nothing yet.
     *
     * @param elsewhere the instance that is meant to write now; null for this one
     */
    Importing(
            Means means,
            ServedLedger served,
            Supplier<@Nullable Instance> elsewhere,
            String pathAndQuery,
            InputStream in,
            Spool spool) {
        this.means = means;
        this.served = served;
        this.elsewhere = elsewhere;
        this.pathAndQuery = pathAndQuery;
        this.lines = new LineReader(in, CommandController.MOST_BYTES);
        this.spool = spool;
    }

    /** Takes all lines and completes the spool. */
    void run() {
        try {
            for (Read first = next(); first != null && !told.isCompletedExceptionally(); first = next()) {
                Instance to = first.sent() == null ? null : elsewhere.get();
                if (to == null) {
                    here(first, false);
                } else {
                    forward(to, together(first));
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

    private @Nullable Read next() throws IOException {
        LineReader.Line line = lines.next();
        while (line != null && line.isBlank()) {
            line = lines.next();
        }
        return line == null ? null : read(line);
    }

    private Read read(LineReader.Line line) {
        if (line.tooLong()) {
            return new Read(line.number(), null, null, LineReader.tooLong(CommandController.MOST_BYTES));
        }
        try {
            ObjectNode sent = means.commands().object(line.bytes());
            String id = means.commands().id(sent);
            return new Read(line.number(), id, sent.put(SentCommands.ID, id), null);
        } catch (MalformedCommandException e) {
            return new Read(line.number(), null, null, e);
        }
    }

    /** That line, and those that are there already. */
    private List<Read> together(Read first) throws IOException {
        List<Read> batch = new ArrayList<>(List.of(first));
        long until = lines.bytesRead() + MOST_BYTES_TOGETHER;
        while (batch.size() < MOST_IN_FLIGHT && lines.bytesRead() < until && lines.ready()) {
            Read next = next();
            if (next == null) {
                break;
            }
            batch.add(next);
        }
        return batch;
    }

    private void forward(Instance to, List<Read> batch)
            throws InterruptedException, ExecutionException, TimeoutException {
        List<Read> sent = batch.stream().filter(line -> line.sent() != null).toList();
        Forwarding.Reply reply =
                means.forwarding().lines(to, pathAndQuery, body(sent)).get(LIMIT_SECONDS, TimeUnit.SECONDS);
        List<ObjectNode> answers = answers(reply);
        boolean answered = answers.size() == sent.size();
        boolean perhapsTaken = !(reply instanceof Forwarding.Reply.NotTaken);
        int next = 0;
        for (Read line : batch) {
            if (line.sent() != null && answered) {
                ObjectNode answer = answers.get(next++).put("line", line.number());
                inFlight.acquire();
                tell(CompletableFuture.completedFuture(served.answers().line(answer)));
            } else {
                here(line, perhapsTaken);
            }
        }
    }

    private byte[] body(List<Read> sent) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        sent.forEach(line -> {
            body.writeBytes(json.writeValueAsBytes(line.sent()));
            body.writeBytes(LINE_FEED);
        });
        return body.toByteArray();
    }

    /** What the other instance answered, line by line; empty if that is not to be understood. */
    private List<ObjectNode> answers(Forwarding.Reply reply) {
        if (!(reply instanceof Forwarding.Reply.Answered answered)
                || !answered.answer().getStatusCode().is2xxSuccessful()) {
            return List.of();
        }
        byte[] body = Objects.requireNonNullElse(answered.answer().getBody(), new byte[0]);
        try {
            List<JsonNode> nodes = new String(body, StandardCharsets.UTF_8)
                    .lines()
                    .map(json::readTree)
                    .toList();
            return nodes.stream().allMatch(JsonNode::isObject)
                    ? nodes.stream().map(ObjectNode.class::cast).toList()
                    : List.of();
        } catch (JacksonException e) {
            return List.of();
        }
    }

    private void here(Read line, boolean perhapsTakenElsewhere) throws InterruptedException {
        inFlight.acquire();
        ObjectNode sent = line.sent();
        String id = line.id();
        if (sent == null || id == null) {
            tell(broken(line, Objects.requireNonNull(line.wrong())));
            return;
        }
        try {
            Request<?> request = means.commands().request(sent, id);
            tell(decide(line.number(), id, request, perhapsTakenElsewhere));
        } catch (MalformedCommandException e) {
            tell(broken(line, e));
        }
    }

    private CompletableFuture<byte[]> broken(Read line, MalformedCommandException wrong) {
        return CompletableFuture.completedFuture(served.answers().brokenLine(line.number(), line.id(), wrong));
    }

    private CompletableFuture<byte[]> decide(long line, String id, Request<?> request, boolean perhapsTakenElsewhere)
            throws InterruptedException {
        Semaphore settled = new Semaphore(0);
        CompletableFuture<Handled> handled =
                means.meters().measure(request.intake().name(), served.decide(request, settled::release));
        if (!settled.tryAcquire(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("Line {} of an import has not been decided within {} s", line, LIMIT_SECONDS);
        }
        return handled.thenApply(outcome ->
                served.answers().line(line, id, perhapsTakenElsewhere ? Forwarding.afterUnclear(outcome) : outcome));
    }

    /** Writes the answer after those before it, and gives its place back. */
    private void tell(CompletableFuture<byte[]> answer) {
        told = told.thenCombine(answer, (before, text) -> {
            write(text);
            return null;
        });
        told = told.whenComplete((nothing, failure) -> inFlight.release());
    }

    private void write(byte[] text) {
        try {
            spool.write(text);
        } catch (IOException e) {
            throw new UncheckedIOException("the client is gone, or the disk is full", e);
        }
    }
}
