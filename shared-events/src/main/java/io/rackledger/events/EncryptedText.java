package io.rackledger.events;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text of which the ledger holds the ciphertext alone, so that it is erased once its key is destroyed. It stands where the
 * text would, as {@code erasable:1:<key>:<ciphertext>}.
 *
 * @param key        which key it is encrypted under: 32 hexadecimal digits that tell nothing of whose it is
 * @param ciphertext nonce, ciphertext and tag, in base64 for URLs without padding
 */
public record EncryptedText(String key, String ciphertext) {
    private static final String PREFIX = "erasable:1:";
    private static final Pattern FORM = Pattern.compile(PREFIX + "([0-9a-f]{32}):([A-Za-z0-9_-]{38,})");

    /** The encrypted text that stands there; none where it is plain. */
    public static Optional<EncryptedText> in(String text) {
        if (!text.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(text);
        return form.matches() ? Optional.of(new EncryptedText(form.group(1), form.group(2))) : Optional.empty();
    }

    /** Whether text is no longer than that; of what is encrypted nobody can tell any more. */
    public static boolean isWithin(int characters, String text) {
        return text.length() <= characters || in(text).isPresent();
    }

    /** Whether there may be some among other text. */
    public static boolean mayBeWithin(String text) {
        return text.contains(PREFIX);
    }

    /** As it stands in the ledger. */
    @Override
    public String toString() {
        return PREFIX + key + ":" + ciphertext;
    }
}
