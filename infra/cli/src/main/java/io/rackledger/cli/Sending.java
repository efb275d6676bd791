package io.rackledger.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Lines on their way to the server, and its answers on their way to the summary. For one call. */
final class Sending {
    private final URI target;
    private final ImportSummary summary;
    private final Progress progress;
    private final Queue<Long> unanswered = new ConcurrentLinkedQueue<>();

    Sending(URI target, ImportSummary summary, Progress progress) {
        this.target = target;
        this.summary = summary;
        this.progress = progress;
    }

    /** Sends lines in pieces, each when the one before is answered. */
    void inPieces(CommandLines lines, long total) throws IOException {
        try (Http http = new Http(Http.SILENCE)) {
            Pieces pieces = new Pieces(lines);
            for (Optional<Pieces.Piece> piece = pieces.next(); piece.isPresent(); piece = pieces.next()) {
                unanswered.addAll(piece.get().lineNumbers());
                http.postLines(target, piece.get().bytes(), answer -> take(answer, total));
                requireAllAnswered();
            }
        }
    }

    /**
     * Sends lines as one request, to a server that reads on while its answers wait; so that each line is answered after
     * all before it.
     */
    void atOnce(CommandLines lines, long total) throws IOException {
        try (Http http = new Http(Http.SILENCE)) {
            Pieces pieces = new Pieces(lines);
            http.postLines(target, () -> new Bytes(pieces), answer -> take(answer, total));
            requireAllAnswered();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private void take(String answer, long total) {
        if (answer.isBlank()) {
            return;
        }
        Long lineNumber = unanswered.poll();
        if (lineNumber == null) {
            throw new FailedException("the server answered more lines than it was sent");
        }
        summary.add(lineNumber, answer);
        progress.at(summary.answered(), total);
    }

    private void requireAllAnswered() {
        Long next = unanswered.peek();
        if (next != null) {
            throw new FailedException("the server left line " + next + " without an answer");
        }
    }

    /** The bytes of the pieces, whose lines are awaited from then on. */
    private final class Bytes implements Iterator<byte[]> {
        private final Pieces pieces;
        private Optional<Pieces.Piece> ahead;

        Bytes(Pieces pieces) {
            this.pieces = pieces;
            this.ahead = piece();
        }

        private Optional<Pieces.Piece> piece() {
            try {
                return pieces.next();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean hasNext() {
            return ahead.isPresent();
        }

        @Override
        public byte[] next() {
            Pieces.Piece piece = ahead.orElseThrow(NoSuchElementException::new);
            unanswered.addAll(piece.lineNumbers());
            ahead = piece();
            return piece.bytes();
        }
    }
}
