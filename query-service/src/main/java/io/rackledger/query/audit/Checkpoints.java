package io.rackledger.query.audit;

import io.rackledger.format.MalformedException;
import io.rackledger.transparency.Note;
import io.rackledger.transparency.NoteSignature;
import io.rackledger.transparency.NoteVerifier;
import io.rackledger.transparency.RefusedException;
import io.rackledger.transparency.TreeHead;
import io.rackledger.transparency.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The checkpoints of a ledger that are kept: what was signed last, and what witnesses have cosigned. With a quorum the
 * newest is shown that so many have cosigned; without one, what was signed last, with the cosignatures that it has.
 * Whatever is shown was kept before. Thread-safe: one at a time keeps and tells, anybody may look meanwhile.
 */
final class Checkpoints {
    private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);
    private static final String SIGNED = "checkpoint";
    private static final String COSIGNED = "cosigned";

    private final EvidenceProperties properties;
    private final Consumer<SignedCheckpoint> published;
    private volatile State state = State.NONE;
    private @Nullable Trust trust;

    /**
     * @param signed    last
     * @param gathered  what is on its way to be cosigned, with what came of it
     * @param cosigned  the newest that enough have cosigned, one at least
     */
    private record State(
            @Nullable SignedCheckpoint signed,
            @Nullable SignedCheckpoint gathered,
            @Nullable SignedCheckpoint cosigned) {
        static final State NONE = new State(null, null, null);
    }

    /**
     * Nothing is read yet.
     *
     * @param published is told of what is shown; a fault of it has it told again
     */
    Checkpoints(EvidenceProperties properties, Consumer<SignedCheckpoint> published) {
        this.properties = properties;
        this.published = published;
    }

    /**
     * Reads what was kept.
     *
     * @throws ContradictedException if that is not of this ledger, isn't signed by a key that is known, or two were signed
     *     for one size
     */
    synchronized void open(Trust log) throws IOException, ContradictedException {
        SignedCheckpoint signed = SignedCheckpoint.kept(file(SIGNED), log);
        Trust cosigners = properties.witnesses().isEmpty() ? null : properties.cosigned(log);
        SignedCheckpoint cosigned = cosigners == null ? null : cosigned(cosigners);
        if (cosigned != null
                && (signed == null || cosigned.head().size() > signed.head().size())) {
            signed = cosigned;
        }
        if (cosigned != null && signed != null && signed.contradicts(cosigned)) {
            throw new ContradictedException(
                    "two checkpoints of " + signed.head().size() + " events were signed, in " + file(SIGNED) + " and "
                            + file(COSIGNED),
                    null);
        }
        trust = cosigners;
        state = new State(signed, cosigned, cosigned);
    }

    /** What witnesses cosigned, if it is still believed: who is a witness may have changed since. */
    private @Nullable SignedCheckpoint cosigned(Trust cosigners) throws IOException {
        if (!Files.exists(file(COSIGNED))) {
            return null;
        }
        try {
            Note note = Note.parse(Files.readAllBytes(file(COSIGNED)));
            return new SignedCheckpoint(note, cosigners.verify(note).checkpoint());
        } catch (MalformedException | RefusedException e) {
            LOG.info("What was cosigned is asked for anew: {}", e.getMessage());
            return null;
        }
    }

    private Path file(String name) {
        return properties.folder().resolve(name);
    }

    /** Keeps what was signed now, and tells of it if it is shown. */
    synchronized void sign(SignedCheckpoint next) throws IOException {
        next.keep(file(SIGNED));
        state = new State(next, state.gathered(), state.cosigned());
        if (properties.quorum() == 0) {
            published.accept(next);
        }
    }

    /**
     * Adds a cosignature that was verified, in place of one by the same key. Once there are enough, the checkpoint is kept,
     * and told of if it is shown.
     */
    synchronized void cosign(SignedCheckpoint of, NoteVerifier witness, NoteSignature signature) throws IOException {
        SignedCheckpoint gathered = state.gathered();
        SignedCheckpoint base = gathered != null && gathered.head().equals(of.head()) ? gathered : of;
        Note note = new Note(
                base.note().text(),
                Stream.concat(
                                base.note().signatures().stream().filter(other -> !witness.isNamedBy(other)),
                                Stream.of(signature))
                        .toList());
        SignedCheckpoint now = new SignedCheckpoint(note, of.checkpoint());
        boolean enough = isEnough(now);
        if (enough) {
            now.keep(file(COSIGNED));
        }
        state = new State(state.signed(), now, enough ? now : state.cosigned());
        if (enough && now.equals(shown())) {
            published.accept(now);
        }
    }

    private boolean isEnough(SignedCheckpoint checkpoint) {
        if (trust == null) {
            return false;
        }
        List<NoteVerifier> witnesses = trust.witnesses();
        long cosigned = witnesses.stream()
                .filter(witness -> checkpoint.note().signatures().stream().anyMatch(witness::isNamedBy))
                .count();
        return cosigned >= trust.quorum();
    }

    /** Tells of what is shown. */
    synchronized void tell() {
        SignedCheckpoint shown = shown();
        if (shown != null) {
            published.accept(shown);
        }
    }

    /** What was signed last; null before the first. */
    @Nullable
    SignedCheckpoint signed() {
        return state.signed();
    }

    /** The newest that enough witnesses have cosigned, one at least; null before the first. */
    @Nullable
    SignedCheckpoint cosigned() {
        return state.cosigned();
    }

    /** What everybody is shown; null before the first. */
    @Nullable
    SignedCheckpoint shown() {
        State now = state;
        SignedCheckpoint signed = now.signed();
        SignedCheckpoint cosigned = now.cosigned();
        if (properties.quorum() > 0 || cosigned == null || signed == null) {
            return properties.quorum() > 0 ? cosigned : signed;
        }
        return cosigned.head().equals(signed.head()) ? cosigned : signed;
    }

    /** The size that a witness cosigned last, as far as it is kept; 0 if it isn't. */
    long sizeCosignedBy(NoteVerifier witness) {
        SignedCheckpoint cosigned = state.cosigned();
        boolean named =
                cosigned != null && cosigned.note().signatures().stream().anyMatch(witness::isNamedBy);
        return cosigned != null && named ? cosigned.head().size() : TreeHead.EMPTY.size();
    }
}
