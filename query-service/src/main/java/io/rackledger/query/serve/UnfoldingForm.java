package io.rackledger.query.serve;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.MediaType;
import tools.jackson.databind.node.ObjectNode;

/** The forms in which frames may be asked for; the default is a stream of server-sent events. */
enum UnfoldingForm {
    EVENT_STREAM(MediaType.TEXT_EVENT_STREAM_VALUE),
    ARRAY(MediaType.APPLICATION_JSON_VALUE),
    LINES(MediaType.APPLICATION_NDJSON_VALUE);

    /** The id of the last server-sent event. */
    static final String END_ID = "end";

    private final String mediaType;

    UnfoldingForm(String mediaType) {
        this.mediaType = mediaType;
    }

    static UnfoldingForm accepted(String accept) {
        return accept.contains(LINES.mediaType) ? LINES : accept.contains(ARRAY.mediaType) ? ARRAY : EVENT_STREAM;
    }

    String mediaType() {
        return mediaType;
    }

    Writer open(OutputStream out, AnswerWriter json) {
        return new Writer(out, json);
    }

    /** Writes frames one after the other, each flushed where somebody may look on. For one thread. */
    final class Writer {
        private final OutputStream out;
        private final AnswerWriter json;
        private boolean begun;

        private Writer(OutputStream out, AnswerWriter json) {
            this.out = out;
            this.json = json;
        }

        void write(ObjectNode frame) throws IOException {
            write(frame, frame.path("number").asString("0"));
        }

        void end(ObjectNode frame) throws IOException {
            write(frame, END_ID);
            if (UnfoldingForm.this == ARRAY) {
                write("]");
            }
        }

        private void write(ObjectNode frame, String id) throws IOException {
            String text = json.text(frame);
            write(
                    switch (UnfoldingForm.this) {
                        case EVENT_STREAM ->
                            "event: " + frame.path("frame").asString() + "\nid: " + id + "\ndata: " + text + "\n\n";
                        case ARRAY -> (begun ? ",\n" : "[") + text;
                        case LINES -> text + "\n";
                    });
            begun = true;
        }

        private void write(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }
}
