package io.rackledger.transparency;

import io.rackledger.format.MalformedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A signed note, c2sp.org/signed-note: text and signatures of it. That it was read says nothing: the text must be ignored
 * until somebody who is trusted is found to have signed it, see {@link Trust}. Immutable.
 *
 * @param text       lines, each ended by U+000A; no other control character
 * @param signatures from 1 to {@value #MOST_SIGNATURES}
 */
public record Note(String text, List<NoteSignature> signatures) {
    /** More signatures no note has here. */
    public static final int MOST_SIGNATURES = 64;

    /** More bytes no note has here. */
    public static final int MOST_BYTES = 512 * 1024;

    /**
     * @throws IllegalArgumentException if the text has another form, or there are too few or too many signatures
     */
    public Note {
        signatures = List.copyOf(signatures);
        String wrong = wrong(text, signatures.size());
        if (wrong != null) {
            throw new IllegalArgumentException(wrong);
        }
    }

    private static @Nullable String wrong(String text, int signatures) {
        if (!Lines.areLines(text)) {
            return "a note's text is of whole lines, without control characters";
        }
        if (signatures < 1 || signatures > MOST_SIGNATURES) {
            return signatures + " signatures where 1 to " + MOST_SIGNATURES + " are expected";
        }
        return null;
    }

    /**
     * Reads a note. No signature is verified.
     *
     * @throws MalformedException if it is none, or larger than {@value #MOST_BYTES} bytes
     */
    public static Note parse(byte[] note) throws MalformedException {
        return parse(Lines.decode(note, MOST_BYTES));
    }

    static Note parse(String note) throws MalformedException {
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0) {
            throw new MalformedException("no empty line between text and signatures");
        }
        String text = note.substring(0, blank + 1);
        Lines lines = new Lines(note.substring(blank + 2));
        List<NoteSignature> signatures = new ArrayList<>();
        while (!lines.ended() && signatures.size() <= MOST_SIGNATURES) {
            signatures.add(NoteSignature.parse(lines.next()));
        }
        String wrong = wrong(text, signatures.size());
        if (wrong != null) {
            throw new MalformedException(wrong);
        }
        return new Note(text, signatures);
    }

    /** The note as it is read, in UTF-8. */
    public String format() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature.line()));
        return note.toString();
    }

    /** This note with one more signature. */
    public Note with(NoteSignature signature) {
        List<NoteSignature> more = new ArrayList<>(signatures);
        more.add(signature);
        return new Note(text, more);
    }
}
