package io.rackledger.format;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Text as strict UTF-8: what isn't well-formed is neither written nor read. */
final class Utf8 {
    private Utf8() {}

    static byte[] encode(String text) {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            return Arrays.copyOfRange(encoded.array(), encoded.arrayOffset(), encoded.arrayOffset() + encoded.limit());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("text with an unpaired surrogate has no UTF-8 form", e);
        }
    }

    static String decode(byte[] bytes) throws MalformedException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedException("text that is not UTF-8");
        }
    }

    /**
     * In the order of the bytes. That is the order of the characters, unless the first that differ are surrogates, which
     * stand for what comes after all other characters.
     */
    static int compare(String one, String other) {
        int common = Math.min(one.length(), other.length());
        for (int i = 0; i < common; i++) {
            char mine = one.charAt(i);
            char theirs = other.charAt(i);
            if (mine != theirs) {
                return Character.isSurrogate(mine) || Character.isSurrogate(theirs)
                        ? compareBytes(one, other)
                        : Character.compare(mine, theirs);
            }
        }
        return Integer.compare(one.length(), other.length());
    }

    private static int compareBytes(String one, String other) {
        return Arrays.compareUnsigned(encode(one), encode(other));
    }
}
