package io.rackledger.witness;

import io.rackledger.transparency.Note;
import io.rackledger.transparency.NoteSignature;
import io.rackledger.transparency.NoteSigner;
import io.rackledger.transparency.NoteVerifier;
import io.rackledger.transparency.TreeHead;
import io.rackledger.transparency.Trust;
import io.rackledger.witness.Answer.Cosign;
import io.rackledger.witness.WitnessFolder.Kept;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges what logs ask, keeps what it cosigns, and only then hands the cosignature out. What was cosigned last is read from
 * the disk each time; reading, judging and keeping are one step for each log. Thread-safe.
 */
final class Witness {
    private static final Duration TURN_LIMIT = Duration.ofSeconds(5);

    private final WitnessFolder folder;
    private final Map<String, Trust> logs;
    private final Map<String, ReentrantLock> turns;
    private final Clock clock;

    /**
     * A witness of these logs.
     *
     * @param logs keys of logs; those of one name are one log's
     */
    Witness(WitnessFolder folder, List<NoteVerifier> logs, Clock clock) {
        this.folder = folder;
        this.clock = clock;
        this.logs = new TreeMap<>();
        logs.stream()
                .distinct()
                .collect(Collectors.groupingBy(NoteVerifier::name))
                .forEach((origin, keys) -> this.logs.put(origin, new Trust(origin, keys, List.of(), 0)));
        this.turns = this.logs.keySet().stream()
                .collect(Collectors.toUnmodifiableMap(Function.identity(), origin -> new ReentrantLock()));
    }

    /** What it says. */
    record Said(Answer answer, @Nullable NoteSignature cosignature) {}

    /**
     * Answers {@code add-checkpoint}.
     *
     * @throws IOException if what was cosigned last can't be read, or what would be cosigned not be kept: nothing is
     *     cosigned then
     */
    Said addCheckpoint(byte[] body) throws IOException, InterruptedException {
        Request request;
        try {
            request = Request.read(body, logs);
        } catch (NotTakenException e) {
            return new Said(e.refusal(), null);
        }
        ReentrantLock turn = turns.get(request.checkpoint().origin());
        if (turn == null || !turn.tryLock(TURN_LIMIT.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IOException("others were asking for the same log for " + TURN_LIMIT);
        }
        try {
            return judged(request);
        } finally {
            turn.unlock();
        }
    }

    private Said judged(Request request) throws IOException {
        String origin = request.checkpoint().origin();
        Kept kept = folder.kept(origin);
        Answer answer =
                request.judge(kept == null ? TreeHead.EMPTY : kept.checkpoint().head());
        if (!(answer instanceof Cosign)) {
            return new Said(answer, null);
        }
        Note note = request.asked().checkpoint();
        NoteSignature cosignature = folder.signer().cosign(note.text(), clock.instant());
        folder.keep(origin, new Note(note.text(), with(origin, note, cosignature)));
        return new Said(answer, cosignature);
    }

    /** The log's own signatures, and this one: of others, there may be as many as a note can have. */
    private List<NoteSignature> with(String origin, Note note, NoteSignature cosignature) {
        List<NoteVerifier> keys = logs.containsKey(origin) ? logs.get(origin).log() : List.of();
        List<NoteSignature> signatures = new ArrayList<>();
        signatures.add(cosignature);
        note.signatures().stream()
                .filter(signature -> keys.stream().anyMatch(key -> key.isNamedBy(signature)))
                .distinct()
                .limit(Note.MOST_SIGNATURES - 1)
                .forEach(signatures::add);
        return signatures;
    }

    /** What verifies its cosignatures. */
    NoteVerifier key() {
        NoteSigner signer = folder.signer();
        return signer.verifier();
    }

    /** What it is asked for. */
    List<String> origins() {
        return List.copyOf(logs.keySet());
    }

    /**
     * What was cosigned last of a log.
     *
     * @return null if nothing was
     * @throws IOException if that can't be told
     */
    @Nullable
    Kept kept(String origin) throws IOException {
        return folder.kept(origin);
    }
}
