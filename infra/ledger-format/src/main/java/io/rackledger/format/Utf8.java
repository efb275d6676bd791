package io.rackledger.format;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text as strict UTF-8: what isn't well-formed is neither written nor read. Stateless. */
public final class Utf8 {
    private Utf8() {}

    /**
     * The bytes of a text.
     *
     * @throws IllegalArgumentException if it has no UTF-8 form
     */
    public static byte[] encode(String text) {
        return hasSurrogates(text) ? encodeStrictly(text) : text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Checks text that is compared before it is written.
     *
     * @throws IllegalArgumentException if it has no UTF-8 form
     */
    static void check(String text) {
        if (hasSurrogates(text)) {
            encodeStrictly(text);
        }
    }

    private static boolean hasSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static byte[] encodeStrictly(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOfRange(encoded.array(), encoded.arrayOffset(), encoded.arrayOffset() + encoded.limit());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("text with an unpaired surrogate has no UTF-8 form", e);
        }
    }

    /**
     * The text that these bytes are, from one place up to another.
     *
     * @throws MalformedException if they aren't UTF-8
     */
    public static String decode(byte[] bytes, int from, int to) throws MalformedException {
        check(bytes, from, to);
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /**
     * Checks bytes that are to be read as text.
     *
     * @throws MalformedException if they aren't UTF-8
     */
    static void check(byte[] bytes, int from, int to) throws MalformedException {
        for (int i = from; i < to; i++) {
            if (bytes[i] < 0) {
                checkStrictly(bytes, i, to);
                return;
            }
        }
    }

    private static void checkStrictly(byte[] bytes, int from, int to) throws MalformedException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
        } catch (CharacterCodingException e) {
            throw new MalformedException("text that is not UTF-8");
        }
    }

    /** Compares as the bytes would, of text that has a UTF-8 form. */
    static int compare(String one, String other) {
        int length = Math.min(one.length(), other.length());
        for (int i = 0; i < length; i++) {
            if (one.charAt(i) != other.charAt(i)) {
                return Integer.compare(rank(one.charAt(i)), rank(other.charAt(i)));
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    /** What lies beyond the basic plane is written in surrogates, and comes after all that is not. */
    private static int rank(char unit) {
        return Character.isSurrogate(unit) ? Character.MAX_VALUE + unit : unit;
    }
}
