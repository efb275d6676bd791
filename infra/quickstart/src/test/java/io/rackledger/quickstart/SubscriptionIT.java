package io.rackledger.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Server-sent events: a snapshot, what changes, and where one left off. */
@Tag("both-databases")
@Timeout(60)
class SubscriptionIT {
    @TempDir
    static Path directory;

    private static Running running;

    @BeforeAll
    static void start() throws IOException {
        running = Running.start(directory.resolve("data"), "worked");
    }

    @AfterAll
    static void stop() throws InterruptedException {
        running.close();
    }

    /** One frame of a stream. */
    private record Frame(String event, String id, JsonNode data) {}

    /** An open stream, read frame by frame. */
    private static final class OpenStream implements AutoCloseable {
        private final Stream<String> lines;
        private final Iterator<String> iterator;

        OpenStream(@Nullable String lastEventId) throws IOException, InterruptedException {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(running.queries("/api/views/vendor-share/stream?programme=colossus"));
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            lines = running.client()
                    .send(request.build(), HttpResponse.BodyHandlers.ofLines())
                    .body();
            iterator = lines.iterator();
        }

        Frame next() {
            String event = "";
            String id = "";
            String data = "";
            while (true) {
                String line = iterator.next();
                if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.isEmpty() && !event.isEmpty()) {
                    return new Frame(event, id, Running.JSON.readTree(data));
                }
            }
        }

        Frame next(String event) {
            Frame frame = next();
            while (!frame.event().equals(event)) {
                frame = next();
            }
            return frame;
        }

        @Override
        public void close() {
            lines.close();
        }
    }

    private static long deliver(String delivery, int racks) {
        return running.accepted("cancel-order", """
                {"order":"ord-1","lot":"ord-1-dell-2","extent":{"measures":{"racks":%d}},"cancelledOn":"2025-03-01",
                 "reason":"%s"}""".formatted(racks, delivery));
    }

    @Test
    void a_subscriber_gets_a_snapshot_and_then_each_change_and_after_a_break_what_it_missed() throws Exception {
        String last;
        try (OpenStream stream = new OpenStream(null)) {
            Frame snapshot = stream.next();
            assertThat(snapshot.event()).isEqualTo("snapshot");
            assertThat(snapshot.data().path("rows").size()).isEqualTo(2);

            long position = deliver("one", 1);
            Frame change = stream.next("change");
            assertThat(change.data().path("position").asLong()).isEqualTo(position);
            assertThat(change.data().path("changed").size()).isEqualTo(2);
            assertThat(change.data().path("removed").isEmpty()).isTrue();
            assertThat(change.id()).matches("1:" + position + ":\\d{4}-\\d{2}-\\d{2}");
            last = change.id();
        }
        long missed = deliver("two", 1);
        running.get("/api/views/vendor-share?atLeast=" + missed);
        try (OpenStream stream = new OpenStream(last)) {
            Frame change = stream.next();
            assertThat(change.event()).isEqualTo("change");
            assertThat(change.data().path("position").asLong()).isEqualTo(missed);
            last = change.id();
        }
        try (OpenStream stream = new OpenStream(last)) {
            assertThat(stream.next().event()).isEqualTo("heartbeat");
        }
        try (OpenStream stream = new OpenStream("7:3:2020-01-01")) {
            assertThat(stream.next().event()).isEqualTo("snapshot");
        }
    }
}
