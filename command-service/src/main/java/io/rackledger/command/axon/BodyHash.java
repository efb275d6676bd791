package io.rackledger.command.axon;

/**
 * What a command's body is recognized by when the command comes again. Where people's texts are encrypted, the ledger holds
 * the hash without them: from a hash of all, an erased text could be guessed.
 *
 * @param written what the ledger is to hold, a SHA-256
 * @param other   what it may hold instead, of a time when texts were treated the other way
 */
public record BodyHash(String written, String other) {
    /** Whether a command whose events carry that hash has the same body. */
    public boolean is(String recorded) {
        return recorded.equals(written) || recorded.equals(other);
    }

    /** The one in place of the other. */
    public BodyHash swapped() {
        return new BodyHash(other, written);
    }
}
