package io.rackledger.transparency;

import io.rackledger.format.MalformedException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a log says it holds: the text of a note, c2sp.org/tlog-checkpoint. Immutable.
 *
 * @param origin     names the log; a line that is not empty
 * @param head       of its tree
 * @param extensions lines that are not empty; their meaning is not known here, and they are best left out
 */
public record Checkpoint(String origin, TreeHead head, List<String> extensions) {
    /**
     * @throws IllegalArgumentException if a line is empty, or more than a line
     */
    public Checkpoint {
        extensions = List.copyOf(extensions);
        requireLine(origin);
        extensions.forEach(Checkpoint::requireLine);
    }

    /** Without extensions. */
    public Checkpoint(String origin, TreeHead head) {
        this(origin, head, List.of());
    }

    private static void requireLine(String line) {
        if (line.isEmpty() || line.indexOf('\n') >= 0 || !Lines.areLines(line + "\n")) {
            throw new IllegalArgumentException("a line that is not empty, without control characters: '" + line + "'");
        }
    }

    /**
     * Reads the text of a note.
     *
     * @throws MalformedException if it is no checkpoint
     */
    public static Checkpoint parse(String text) throws MalformedException {
        Lines lines = new Lines(text);
        String origin = lines.next();
        TreeHead head = new TreeHead(Lines.number(lines.next()), Lines.hash(lines.next()));
        List<String> extensions = new ArrayList<>();
        while (!lines.ended()) {
            extensions.add(lines.next());
        }
        try {
            return new Checkpoint(origin, head, extensions);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("no checkpoint: " + e.getMessage());
        }
    }

    /** The text of a note. */
    public String text() {
        StringBuilder text = new StringBuilder(origin)
                .append('\n')
                .append(head.size())
                .append('\n')
                .append(Lines.base64(head.root().bytes()))
                .append('\n');
        extensions.forEach(line -> text.append(line).append('\n'));
        return text.toString();
    }

    /** The note that its log signs. */
    public Note signed(NoteSigner log) {
        return new Note(text(), List.of(log.sign(text())));
    }
}
