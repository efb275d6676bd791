package io.rackledger.verify;

import io.rackledger.format.Commit;
import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.format.MalformedException;
import java.util.Base64;
import java.util.List;
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
     * @param commit what the record, which is the evidence, says; null if it can't be read
     * @param leaves of its events
     * @param broken why it can't be read
     */
    record CommitLine(
            long number,
            String kind,
            long position,
            String hash,
            @Nullable Commit commit,
            List<Hash> leaves,
            String broken)
            implements ExportLine {
        public CommitLine {
            leaves = List.copyOf(leaves);
        }
    }

    /** What is no line of an export. */
    record NoLine(String because) implements ExportLine {}

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

        /** Reads a line; what stands in the others doesn't matter. */
        static ExportLine read(String line) {
            try {
                return read(JSON.readTree(line));
            } catch (JacksonException e) {
                return new NoLine("not a line of JSON: " + e.getOriginalMessage());
            } catch (MalformedException e) {
                return new NoLine(String.valueOf(e.getMessage()));
            }
        }

        private static ExportLine read(JsonNode node) throws MalformedException {
            if (node.has("format")) {
                if (!text(node, "format").equals(FORMAT)) {
                    throw new MalformedException(
                            "format '" + text(node, "format") + "', and this program reads " + FORMAT);
                }
                only(node, "format", "ledger");
                return new Opening(text(node, "ledger"));
            }
            if (node.has("commit")) {
                return commit(node);
            }
            only(node, "commits", "events", "checkpoint");
            return new Closing(
                    number(node, "commits"),
                    number(node, "events"),
                    node.has("checkpoint") ? text(node, "checkpoint") : null);
        }

        /** A member that nobody reads would say something that nobody checks. */
        private static void only(JsonNode node, String... members) throws MalformedException {
            for (String name : node.propertyNames()) {
                if (!List.of(members).contains(name)) {
                    throw new MalformedException(
                            "it has a member '" + name + "', and such a line has none of that name");
                }
            }
        }

        private static CommitLine commit(JsonNode node) throws MalformedException {
            only(node, "commit", "kind", "position", "hash", "record");
            String hash = text(node, "hash");
            if (hash.length() != HASH_DIGITS) {
                throw new MalformedException("its hash has not " + HASH_DIGITS + " digits");
            }
            Commit commit = null;
            String broken = "";
            byte[] record = record(node);
            try {
                commit = Commit.read(record);
            } catch (MalformedException e) {
                broken = String.valueOf(e.getMessage());
            }
            List<Hash> leaves = commit == null
                    ? List.of()
                    : commit.entries().stream().map(Entry::leaf).toList();
            return new CommitLine(
                    number(node, "commit"), text(node, "kind"), number(node, "position"), hash, commit, leaves, broken);
        }

        private static byte[] record(JsonNode node) throws MalformedException {
            String text = text(node, "record");
            try {
                byte[] record = Base64.getDecoder().decode(text);
                if (!Base64.getEncoder().encodeToString(record).equals(text)) {
                    throw new MalformedException("its record is not written as base64 writes it");
                }
                return record;
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
