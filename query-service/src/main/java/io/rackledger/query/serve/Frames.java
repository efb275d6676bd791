package io.rackledger.query.serve;

import io.rackledger.query.fold.Row;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Server-sent events of one view: a snapshot, then what changed. Each frame shows one position, whole. */
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
            if (text == null || !text.matches("\\d{1,18}:-?\\d{1,18}:\\d{4}-\\d{2}-\\d{2}")) {
                return null;
            }
            String[] parts = text.split(":", -1);
            return new Id(Long.parseLong(parts[0]), Long.parseLong(parts[1]), LocalDate.parse(parts[2]));
        }

        static Id of(Views.Answered answered) {
            return new Id(
                    Views.GENERATION, answered.position(), LocalDate.ofInstant(answered.validAsOf(), ZoneOffset.UTC));
        }

        @Override
        public String toString() {
            return generation + ":" + position + ":" + date;
        }
    }

    String snapshot(Views.Answered answered) {
        return frame("snapshot", answered, writer.answer(view, answered));
    }

    /** What changed between two answers; null if no figure did. */
    @Nullable
    String change(Views.Answered before, Views.Answered after) {
        Map<String, Row> old = new LinkedHashMap<>();
        before.answer().rows().forEach(row -> old.put(row.key(), row));
        ObjectNode body = writer.head(view, after);
        ArrayNode changed = body.putArray("changed");
        for (Row row : after.answer().rows()) {
            if (!Objects.equals(row, old.remove(row.key()))) {
                changed.add(writer.row(row));
            }
        }
        ArrayNode removed = body.putArray("removed");
        old.keySet().forEach(removed::add);
        boolean same = changed.isEmpty()
                && removed.isEmpty()
                && before.answer().totals().equals(after.answer().totals());
        return same ? null : frame("change", after, body);
    }

    /** That the stream lives, and where it stands. */
    static String heartbeat(Views.Answered answered) {
        return "event: heartbeat\nid: " + Id.of(answered) + "\ndata: {\"position\":" + answered.position() + "}\n\n";
    }

    private String frame(String event, Views.Answered answered, ObjectNode body) {
        return "event: " + event + "\nid: " + Id.of(answered) + "\ndata: " + writer.text(body) + "\n\n";
    }
}
