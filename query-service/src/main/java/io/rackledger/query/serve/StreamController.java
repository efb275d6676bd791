package io.rackledger.query.serve;

import io.micrometer.core.instrument.MeterRegistry;
import io.rackledger.events.Confidence;
import io.rackledger.query.fold.View;
import io.rackledger.query.follow.Image;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Subscriptions: a snapshot, then all that changes, at most a few frames a second and none that shows half a step. A
 * client that comes back with the id of its last frame gets what it missed as one change.
 */
@RestController
final class StreamController {
    private static final Logger LOG = LoggerFactory.getLogger(StreamController.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_FRAMES = Duration.ofMillis(200);
    private static final String RETRY = "retry: 1000\n\n";

    private final Views views;
    private final AnswerWriter writer;
    private final String ledger;
    private final AtomicInteger subscribers = new AtomicInteger();
    private volatile boolean closed;

    StreamController(Views views, AnswerWriter writer, String ledger, MeterRegistry meters) {
        this.views = views;
        this.writer = writer;
        this.ledger = ledger;
        meters.gauge("rackledger.sse.subscribers", subscribers);
    }

    /** Holds the request's own thread, which is a virtual one, for as long as the client stays. */
    @GetMapping("/api/views/{name}/stream")
    void stream(
            @PathVariable String name,
            @RequestParam Map<String, String> query,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletResponse response)
            throws IOException {
        View view = views.named(name);
        ViewQuestion question = ViewQuestion.read(view, ledger, query);
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        subscribers.incrementAndGet();
        try {
            follow(view, question, Frames.Id.parse(lastEventId), response.getOutputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("A subscriber of '{}' is gone", name, e);
        } finally {
            subscribers.decrementAndGet();
        }
    }

    private void follow(View view, ViewQuestion question, Frames.@Nullable Id has, OutputStream out)
            throws IOException, InterruptedException {
        Frames frames = new Frames(writer, view.name());
        Image image = views.follower().image();
        Views.Answered told = views.answer(view, question, image);
        Views.Answered missedFrom = has == null ? null : answerAt(view, question, has, told);
        String first = missedFrom == null ? frames.snapshot(told) : frames.change(missedFrom, told);
        send(out, RETRY + (first == null ? Frames.heartbeat(told) : first));
        while (!closed) {
            Image next = views.follower().awaitAfter(image, HEARTBEAT);
            Views.Answered now = views.answer(view, question, next);
            boolean anew = !day(now).equals(day(told)) || now.generation() != told.generation();
            String frame = anew ? frames.snapshot(now) : frames.change(told, now);
            send(out, frame == null ? Frames.heartbeat(now) : frame);
            told = now;
            image = next;
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_FRAMES.toMillis()));
        }
    }

    /** What the client was told in its last frame; null if that can't be told any more. */
    private Views.@Nullable Answered answerAt(View view, ViewQuestion question, Frames.Id has, Views.Answered now) {
        boolean same =
                has.generation() == now.generation() && has.date().equals(day(now)) && has.position() <= now.position();
        if (!same) {
            return null;
        }
        ViewQuestion then = new ViewQuestion(
                question.validAsOf(),
                question.knownAsOf(),
                has.position() + 1,
                question.confidence() == null ? Confidence.SPECULATED : question.confidence(),
                null,
                Duration.ZERO,
                question.parameters());
        return views.answer(view, then, views.follower().image());
    }

    private static LocalDate day(Views.Answered answered) {
        return LocalDate.ofInstant(answered.validAsOf(), ZoneOffset.UTC);
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Ends all streams within a heartbeat. */
    void close() {
        closed = true;
    }
}
