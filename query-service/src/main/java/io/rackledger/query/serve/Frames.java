package io.rackledger.query.serve;

import io.rackledger.query.fold.Difference;
import io.rackledger.query.fold.Row;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
                    answered.generation(),
                    answered.position(),
                    LocalDate.ofInstant(answered.validAsOf(), ZoneOffset.UTC));
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
        Difference difference = Difference.between(before.answer(), after.answer());
        if (difference.isNone()) {
            return null;
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
        return frame("change", after, body);
    }

    /** That the stream lives, and where it stands. */
    static String heartbeat(Views.Answered answered) {
        return "event: heartbeat\nid: " + Id.of(answered) + "\ndata: {\"position\":" + answered.position() + "}\n\n";
    }

    private String frame(String event, Views.Answered answered, ObjectNode body) {
        return "event: " + event + "\nid: " + Id.of(answered) + "\ndata: " + writer.text(body) + "\n\n";
    }
}
