package io.rackledger.query.serve;

import io.rackledger.query.follow.ReplayState;
import io.rackledger.query.follow.Replays;
import io.rackledger.query.follow.Watched;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows how a replay fares while it does, at most a few frames a second, until nothing more becomes of it by itself. */
@RestController
final class ReplayStreamController {
    private static final Logger LOG = LoggerFactory.getLogger(ReplayStreamController.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_FRAMES = Duration.ofMillis(200);

    private final Replays replays;
    private volatile boolean closed;

    ReplayStreamController(Replays replays) {
        this.replays = replays;
    }

    /** Holds the request's own thread, which is a virtual one, for as long as the client stays. */
    @GetMapping("/api/replays/{id}/stream")
    void stream(@PathVariable String id, HttpServletResponse response) throws IOException {
        Watched now = replays.numbered(ReplayController.number(id)).orElseThrow(() -> new UnknownReplayException(id));
        response.setContentType(MediaType.TEXT_EVENT_STREAM_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        try {
            follow(now, response.getOutputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("Who watched replay {} is gone", id, e);
        }
    }

    private void follow(Watched first, OutputStream out) throws IOException, InterruptedException {
        Watched now = first;
        send(out, now);
        while (!closed && !isOver(now)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(BETWEEN_FRAMES.toMillis()));
            now = replays.awaitChange(now.replay(), HEARTBEAT);
            send(out, now);
        }
    }

    private static boolean isOver(Watched watched) {
        ReplayState state = watched.replay().state();
        return !state.isActive() && watched.asked() == null;
    }

    private static void send(OutputStream out, Watched now) throws IOException {
        String frame = "event: progress\ndata: " + ReplayWriter.node(now) + "\n\n";
        out.write(frame.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Ends all streams within a heartbeat. */
    void close() {
        closed = true;
    }
}
