package io.rackledger.query.serve;

import io.rackledger.query.fold.Difference;
import io.rackledger.query.fold.Row;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Server-sent events of one view, as bytes in UTF-8: a snapshot, then what changed. Each shows one position, whole.
 * Thread-safe.
 */
final class Frames {
    private final AnswerWriter writer;
    private final String view;

    Frames(AnswerWriter writer, String view) {
        this.writer = writer;
        this.view = view;
    }

    /** What a client has: {@code generation:position:date}. */
    record Id(long generation, long position, LocalDate date) {
        /** Reads an id; null if it is none. */
        static @Nullable Id parse(@Nullable String text) {
            if (text == null || !text.matches("\\d{1,18}:(-1|\\d{1,18}):\\d{4}-\\d{2}-\\d{2}")) {
                return null;
            }
            String[] parts = text.split(":", -1);
            try {
                return new Id(Long.parseLong(parts[0]), Long.parseLong(parts[1]), LocalDate.parse(parts[2]));
            } catch (DateTimeException e) {
                return null;
            }
        }

        static Id of(Views.Answered answered) {
            return new Id(
                    answered.generation(),
                    answered.position(),
                    LocalDate.ofInstant(answered.validAsOf(), ZoneOffset.UTC));
        }

        /** Whether what changed since then tells the whole; else only a snapshot does. */
        boolean leadsTo(Id later) {
            return generation == later.generation && date.equals(later.date) && position <= later.position;
        }

        @Override
        public String toString() {
            return generation + ":" + position + ":" + date;
        }
    }

    byte[] snapshot(Views.Answered answered) {
        return event("snapshot", Id.of(answered), writer.text(writer.answer(view, answered)));
    }

    /** What changed between two answers; that the stream lives if no figure did. */
    byte[] change(Views.Answered before, Views.Answered after) {
        Difference difference = Difference.between(before.answer(), after.answer());
        if (difference.isNone()) {
            return heartbeat(Id.of(after));
        }
        ObjectNode body = writer.head(view, after);
        ArrayNode changed = body.putArray("changed");
        ArrayNode removed = body.putArray("removed");
        for (Difference.Change change : difference.rows()) {
            Row row = change.after();
            if (row == null) {
                removed.add(change.key());
            } else {
                changed.add(writer.row(row));
            }
        }
        return event("change", Id.of(after), writer.text(body));
    }

    /** That the stream lives, and where it stands. */
    static byte[] heartbeat(Id id) {
        return event("heartbeat", id, "{\"position\":" + id.position() + "}");
    }

    /** Why the stream ends, as problem details; a client keeps the id of what it was told before. */
    byte[] error(ProblemDetail problem) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("title", problem.getTitle())
                .put("status", problem.getStatus())
                .put("detail", problem.getDetail());
        Objects.requireNonNullElse(problem.getProperties(), Map.<String, Object>of())
                .forEach((name, value) -> body.put(name, String.valueOf(value)));
        return bytes("event: error\ndata: " + writer.text(body) + "\n\n");
    }

    private static byte[] event(String event, Id id, String data) {
        return bytes("event: " + event + "\nid: " + id + "\ndata: " + data + "\n\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
