package io.rackledger.query.audit;

import io.rackledger.format.MalformedException;
import io.rackledger.transparency.AddCheckpoint;
import io.rackledger.transparency.NoteSignature;
import io.rackledger.transparency.NoteVerifier;
import io.rackledger.transparency.TreeFile;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Asks one witness to cosign, c2sp.org/tlog-witness. What it answers is believed only as far as its key verifies it. For
 * one thread at a time.
 */
final class WitnessClient {
    /** So long a witness may take for an answer. */
    static final Duration LIMIT = Duration.ofSeconds(3);

    private static final int DONE = 200;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final String SIZE = "text/x.tlog.size";
    private static final int LONGEST_TOLD = 200;

    private final HttpClient http;
    private final URI address;
    private final NoteVerifier key;
    private long cosigned;

    /** What came of asking. */
    sealed interface Outcome {
        /** It has cosigned: this is by its key, and of the checkpoint. */
        record Cosigned(NoteSignature signature) implements Outcome {}

        /** It can't be asked now, or doesn't answer as witnesses do. */
        record Trouble(String because) implements Outcome {}

        /** It has seen another history of this ledger than we have. */
        record Alarm(String because) implements Outcome {}
    }

    /**
     * @param cosigned the size that it cosigned last, as far as that is known; 0 if it isn't
     */
    WitnessClient(HttpClient http, EvidenceProperties.Witness witness, long cosigned) {
        this.http = http;
        this.address = witness.addCheckpoint();
        this.key = witness.verifier();
        this.cosigned = cosigned;
    }

    /** Asks, and asks once more from the size that it says it is at. */
    Outcome ask(SignedCheckpoint checkpoint, TreeFile tree) throws InterruptedException {
        try {
            long size = checkpoint.head().size();
            HttpResponse<byte[]> first = send(checkpoint, tree, Math.min(cosigned, size));
            if (!isElsewhere(first)) {
                return outcome(first, checkpoint);
            }
            long at = AddCheckpoint.cosignedSize(first.body());
            if (at > size) {
                return new Outcome.Alarm("it has cosigned " + at + " events of this ledger, of which " + size
                        + " are signed here: either these files were brought back from an older copy, or somebody else"
                        + " signs with this key");
            }
            HttpResponse<byte[]> second = send(checkpoint, tree, at);
            if (!isElsewhere(second)) {
                return outcome(second, checkpoint);
            }
            return at == size && AddCheckpoint.cosignedSize(second.body()) == size
                    ? new Outcome.Alarm("it has cosigned another tree of " + size + " events than the one signed here")
                    : new Outcome.Trouble("it was at " + at + " events and, asked from there, is no longer");
        } catch (MalformedException e) {
            return new Outcome.Trouble("its answer can't be read: " + e.getMessage());
        } catch (TimeoutException e) {
            return new Outcome.Trouble("no answer within " + LIMIT.toSeconds() + " s");
        } catch (IOException e) {
            return new Outcome.Trouble(String.valueOf(e));
        }
    }

    private HttpResponse<byte[]> send(SignedCheckpoint checkpoint, TreeFile tree, long old)
            throws IOException, InterruptedException, TimeoutException {
        long size = checkpoint.head().size();
        String body = new AddCheckpoint(old, tree.consistency(old, size), checkpoint.note()).format();
        HttpRequest request = HttpRequest.newBuilder(address)
                .timeout(LIMIT)
                .POST(BodyPublishers.ofString(body))
                .build();
        CompletableFuture<HttpResponse<byte[]>> sent = http.sendAsync(
                request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), AddCheckpoint.MOST_ANSWER_BYTES));
        try {
            return sent.get(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException fault ? fault : new IOException(String.valueOf(e.getCause()), e);
        } finally {
            sent.cancel(true);
        }
    }

    private static boolean isElsewhere(HttpResponse<byte[]> response) {
        return response.statusCode() == CONFLICT
                && response.headers().firstValue("Content-Type").orElse("").startsWith(SIZE);
    }

    private Outcome outcome(HttpResponse<byte[]> response, SignedCheckpoint checkpoint) throws MalformedException {
        if (response.statusCode() == UNPROCESSABLE) {
            // The proof was verified here before it was sent, from our own tree.
            return new Outcome.Alarm(
                    "what it cosigned last is not in the tree that is signed here: " + told(response.body()));
        }
        if (response.statusCode() != DONE) {
            return new Outcome.Trouble("it answers " + response.statusCode() + " " + told(response.body()));
        }
        List<NoteSignature> named = AddCheckpoint.cosignatures(response.body()).stream()
                .filter(key::isNamedBy)
                .toList();
        for (NoteSignature signature : named) {
            if (key.verifies(checkpoint.note().text(), signature)) {
                cosigned = checkpoint.head().size();
                return new Outcome.Cosigned(signature);
            }
        }
        return new Outcome.Trouble(
                named.isEmpty() ? "it answers without a cosignature by " + key : "its cosignature is false, by " + key);
    }

    /** A line of what it says, without control characters. */
    private static String told(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8)
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        return text.length() <= LONGEST_TOLD ? text : text.substring(0, LONGEST_TOLD) + "…";
    }

    /** What verifies it. */
    NoteVerifier key() {
        return key;
    }
}
