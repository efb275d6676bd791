package io.rackledger.query.serve;

import io.micrometer.core.instrument.MeterRegistry;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.View;
import io.rackledger.query.serve.Channel.Update;
import io.rackledger.query.serve.Frame.Told;
import io.rackledger.web.Problems;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Subscriptions: a snapshot, then all that changes, at most a few frames a second and none that shows half a step. A
 * client that comes back with the id of its last frame gets what it missed as one change. A stream that can't go on
 * ends with an {@code error}.
 */
@RestController
final class StreamController {
    private static final Logger LOG = LoggerFactory.getLogger(StreamController.class);
    private static final byte[] RETRY = "retry: 1000\n\n".getBytes(StandardCharsets.UTF_8);

    private final Views views;
    private final Channels channels;
    private final Frames errors;
    private final String ledger;
    private final AtomicInteger subscribers = new AtomicInteger();

    StreamController(Views views, Channels channels, AnswerWriter writer, String ledger, MeterRegistry meters) {
        this.views = views;
        this.channels = channels;
        this.errors = new Frames(writer, "");
        this.ledger = ledger;
        meters.gauge("rackledger.sse.subscribers", subscribers);
        meters.gauge("rackledger.sse.channels", channels, Channels::size);
    }

    /** Holds the request's own thread, which is a virtual one, for as long as the client stays. */
    @GetMapping("/api/views/{name}/stream")
    void stream(
            @PathVariable String name,
            @RequestParam Map<String, String> query,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            HttpServletResponse response) {
        View view = views.named(name);
        RowPage.refuse(query);
        ViewQuestion question = ViewQuestion.read(view, ledger, query);
        subscribers.incrementAndGet();
        try (Channels.Subscription subscription = channels.subscribe(view, question)) {
            follow(subscription.channel(), Frames.Id.parse(lastEventId), response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("A subscriber of '{}' is gone", name, e);
        } finally {
            subscribers.decrementAndGet();
        }
    }

    private void follow(Channel channel, Frames.@Nullable Id has, HttpServletResponse response)
            throws IOException, InterruptedException {
        try {
            Update first = channel.open(has);
            OutputStream out = begin(response);
            Told told = send(out, first);
            channel.pause();
            while (told != null) {
                told = send(out, channel.next(told));
            }
        } catch (BadQuestionException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("A subscriber is told that its stream can't go on", e);
            String because = e instanceof HaltedViewException
                    ? String.valueOf(e.getMessage())
                    : "the view can't be answered: " + e;
            send(
                    begin(response),
                    new Update(errors.error(Problems.of(HttpStatus.INTERNAL_SERVER_ERROR, because)), null));
        }
    }

    private static OutputStream begin(HttpServletResponse response) throws IOException {
        OutputStream out = response.getOutputStream();
        if (!response.isCommitted()) {
            response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
            response.setCharacterEncoding(StandardCharsets.UTF_8.name());
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
            out.write(RETRY);
        }
        return out;
    }

    private static @Nullable Told send(OutputStream out, Update update) throws IOException {
        out.write(update.text());
        out.flush();
        return update.told();
    }

    /** Before the web server waits for its requests to end, which streams never would. */
    @EventListener(ContextClosedEvent.class)
    void close() {
        channels.close();
    }
}
