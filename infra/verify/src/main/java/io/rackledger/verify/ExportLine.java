package io.rackledger.verify;

import io.rackledger.format.Hash;
import io.rackledger.format.MalformedException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A line of an export, see {@code infra/docs/ledger-format.md}. */
sealed interface ExportLine {
    /** The only form there is. */
    String FORMAT = "rackledger-export-1";

    /** The first: which ledger it is said to be. */
    record Opening(String ledger) implements ExportLine {}

    /**
     * A commit, and what is said of it beside.
     *
     * @param record the evidence
     */
    record CommitLine(long number, String kind, long position, String hash, byte[] record) implements ExportLine {}

    /**
     * The last.
     *
     * @param checkpoint the note that was signed last when it was written; null if there was none
     */
    record Closing(long commits, long events, @Nullable String checkpoint) implements ExportLine {}

    /** Reads lines. Stateless. */
    final class Form {
        private static final JsonMapper JSON = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
        private static final int HASH_DIGITS = 2 * Hash.LENGTH;

        private Form() {}

        /**
         * Reads a line.
         *
         * @throws MalformedException if it is none
         */
        static ExportLine read(String line) throws MalformedException {
            JsonNode node;
            try {
                node = JSON.readTree(line);
            } catch (JacksonException e) {
                throw new MalformedException("not a line of JSON: " + e.getOriginalMessage());
            }
            if (node.has("format")) {
                if (!text(node, "format").equals(FORMAT)) {
                    throw new MalformedException(
                            "format '" + text(node, "format") + "', and this program reads " + FORMAT);
                }
                return new Opening(text(node, "ledger"));
            }
            if (node.has("commit")) {
                String hash = text(node, "hash");
                if (hash.length() != HASH_DIGITS) {
                    throw new MalformedException("its hash has not " + HASH_DIGITS + " digits");
                }
                return new CommitLine(
                        number(node, "commit"), text(node, "kind"), number(node, "position"), hash, record(node));
            }
            return new Closing(
                    number(node, "commits"),
                    number(node, "events"),
                    node.has("checkpoint") ? text(node, "checkpoint") : null);
        }

        private static byte[] record(JsonNode node) throws MalformedException {
            try {
                return Base64.getDecoder().decode(text(node, "record"));
            } catch (IllegalArgumentException e) {
                throw new MalformedException("its record is not in base64: " + e.getMessage());
            }
        }

        private static String text(JsonNode node, String member) throws MalformedException {
            JsonNode found = node.get(member);
            if (found == null || !found.isString()) {
                throw new MalformedException("its member '" + member + "' is missing, or no text");
            }
            return found.stringValue();
        }

        private static long number(JsonNode node, String member) throws MalformedException {
            JsonNode found = node.get(member);
            if (found == null || !found.isIntegralNumber() || !found.canConvertToLong() || found.longValue() < 0) {
                throw new MalformedException("its member '" + member + "' is missing, or no whole number");
            }
            return found.longValue();
        }
    }
}
