package io.rackledger.transparency;

import io.rackledger.format.Hash;
import io.rackledger.format.MalformedException;
import io.rackledger.format.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Reads text line by line, each ended by U+000A, and what stands in lines: there is one way to write each thing, and no
 * other is read. Confined to one thread.
 */
final class Lines {
    private static final int LAST_CONTROL = 0x1F;

    private final String text;
    private int at;

    Lines(String text) {
        this.text = text;
    }

    /**
     * Bytes as text.
     *
     * @throws MalformedException if there are more than so many, or they aren't UTF-8
     */
    static String decode(byte[] bytes, int most) throws MalformedException {
        if (bytes.length > most) {
            throw new MalformedException(bytes.length + " bytes where " + most + " are the most");
        }
        return Utf8.decode(bytes, 0, bytes.length);
    }

    /** Whether text is of lines alone: all are ended, and nothing controls a terminal. */
    static boolean areLines(String text) {
        return text.endsWith("\n")
                && text.chars().allMatch(unit -> unit > LAST_CONTROL || unit == '\n')
                && isText(text);
    }

    private static boolean isText(String text) {
        try {
            return Utf8.encode(text).length > 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** The next line, without its end. */
    String next() throws MalformedException {
        int end = text.indexOf('\n', at);
        if (end < 0) {
            throw new MalformedException("it ends where a line is expected");
        }
        String line = text.substring(at, end);
        at = end + 1;
        return line;
    }

    /** What follows the word and a space, in the next line. */
    String next(String word) throws MalformedException {
        String line = next();
        if (!line.startsWith(word + " ")) {
            throw new MalformedException("'" + line + "' where a line '" + word + " …' is expected");
        }
        return line.substring(word.length() + 1);
    }

    /** Whether the next line begins with the word and a space. */
    boolean follows(String word) {
        return text.startsWith(word + " ", at);
    }

    /** Whether all lines were read. */
    boolean ended() {
        return at == text.length();
    }

    /** All that was not read yet. */
    String rest() {
        return text.substring(at);
    }

    /** The hashes of a proof, a line each, up to an empty line. */
    List<Hash> proof() throws MalformedException {
        List<Hash> hashes = new ArrayList<>();
        for (String line = next(); !line.isEmpty(); line = next()) {
            if (hashes.size() == Nodes.LONGEST_PROOF) {
                throw new MalformedException("more than " + Nodes.LONGEST_PROOF + " hashes");
            }
            hashes.add(hash(line));
        }
        return List.copyOf(hashes);
    }

    /** Lines as {@link #proof} reads them. */
    static String proof(List<Hash> hashes) {
        StringBuilder lines = new StringBuilder();
        hashes.forEach(hash -> lines.append(base64(hash.bytes())).append('\n'));
        return lines.append('\n').toString();
    }

    /** A number from 0 to 2^63 − 1 in decimal, without leading zeros. */
    static long number(String digits) throws MalformedException {
        boolean canonical = digits.equals("0")
                || !digits.isEmpty()
                        && digits.charAt(0) != '0'
                        && digits.chars().allMatch(digit -> digit >= '0' && digit <= '9');
        try {
            if (canonical) {
                return Long.parseLong(digits);
            }
        } catch (NumberFormatException e) {
            throw new MalformedException("'" + digits + "' is above 2^63 - 1");
        }
        throw new MalformedException("'" + digits + "' is no number in decimal without leading zeros");
    }

    /** A hash in base64. */
    static Hash hash(String base64) throws MalformedException {
        byte[] bytes = bytes(base64);
        if (bytes.length != Hash.LENGTH) {
            throw new MalformedException("a hash has 32 bytes, not " + bytes.length);
        }
        return Hash.of(bytes);
    }

    /** RFC 4648, section 4, with padding and without bits left over. */
    static byte[] bytes(String base64) throws MalformedException {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("'" + base64 + "' is not base64");
        }
        if (!base64(bytes).equals(base64)) {
            throw new MalformedException("'" + base64 + "' is not how base64 is written");
        }
        return bytes;
    }

    static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    /** The bytes from one place on. */
    static byte[] from(byte[] bytes, int at) {
        return Arrays.copyOfRange(bytes, at, bytes.length);
    }
}
