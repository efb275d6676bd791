package io.rackledger.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    private static final int PAIRS = 20_000;
    private static final int LONGEST = 5;
    /** Around each place where the bytes of a character become more, or its UTF-16 units do. */
    private static final int[] CODE_POINTS = {
        0, 'a', 'b', 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFD, 0xFFFF, 0x10000, 0x1F5A5, 0x103FF, 0x10FFFF
    };

    private static final long SEED = Samples.seed();

    @Test
    void text_is_ordered_as_its_bytes_are() {
        Random random = new Random(SEED);
        for (int i = 0; i < PAIRS; i++) {
            String one = text(random);
            String other = text(random);
            int byBytes = Arrays.compareUnsigned(
                    one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
            assertThat(Integer.signum(Utf8.compare(one, other)))
                    .as("'%s' and '%s'", one, other)
                    .isEqualTo(Integer.signum(byBytes));
        }
    }

    @Test
    void text_is_read_as_it_was_written() throws MalformedException {
        Random random = new Random(SEED);
        for (int i = 0; i < PAIRS; i++) {
            String text = text(random);
            byte[] written = Utf8.encode(text);
            assertThat(Utf8.decode(written, 0, written.length)).isEqualTo(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD800", "\uDC00", "a\uD83D", "\uDDA5\uD83D", "\uD83Da"})
    void an_unpaired_surrogate_is_not_written(String text) {
        assertThatThrownBy(() -> Utf8.encode(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0xC0AF, 0xEDA080, 0xF4908080, 0xFFFE, 0xC3, 0xE2_82})
    void what_is_no_utf_8_is_not_read(int bytes) {
        byte[] malformed = new java.math.BigInteger(Integer.toHexString(bytes), 16).toByteArray();
        byte[] unsigned = malformed[0] == 0 ? Arrays.copyOfRange(malformed, 1, malformed.length) : malformed;
        assertThatThrownBy(() -> Utf8.decode(unsigned, 0, unsigned.length)).isInstanceOf(MalformedException.class);
    }

    private static String text(Random random) {
        int[] codePoints = random.ints(random.nextInt(LONGEST), 0, CODE_POINTS.length)
                .map(i -> CODE_POINTS[i])
                .toArray();
        return new String(codePoints, 0, codePoints.length);
    }
}
