package io.rackledger.listing;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A form as it is filed: an 8-K with its item where that is known, such as {@code 8-K 3.01}, or any other form alone.
 *
 * @param item of an 8-K, such as {@code 3.01}; null where unknown, and for every other form
 */
public record FiledForm(Form form, @Nullable String item) {
    private static final Pattern ITEM = Pattern.compile("[1-9]\\.[0-9]{2}");
    private static final String ITEM_FOLLOWS = Form.FORM_8_K.wireName() + " ";

    /** Notice of delisting or of failure to satisfy a continued listing rule; made once items can be checked. */
    public static final FiledForm DELISTING_NOTICE = new FiledForm(Form.FORM_8_K, "3.01");

    public FiledForm {
        if (item != null && (form != Form.FORM_8_K || !ITEM.matcher(item).matches())) {
            throw new IllegalArgumentException("No item of form " + form.wireName() + ": " + item);
        }
    }

    /** As on the wire: {@code 10-K}, {@code 8-K 3.01}. */
    public String wireName() {
        return item == null ? form.wireName() : form.wireName() + " " + item;
    }

    /** Reads a wire name exactly; empty if it names no known form or no well-formed item. */
    public static Optional<FiledForm> find(String wireName) {
        if (wireName.startsWith(ITEM_FOLLOWS)) {
            String item = wireName.substring(ITEM_FOLLOWS.length());
            return ITEM.matcher(item).matches() ? Optional.of(new FiledForm(Form.FORM_8_K, item)) : Optional.empty();
        }
        return Form.find(wireName).map(form -> new FiledForm(form, null));
    }

    /**
     * Reads a wire name exactly.
     *
     * @throws UnknownFormException if it names no known form or no well-formed item
     */
    public static FiledForm parse(String wireName) {
        return find(wireName).orElseThrow(() -> new UnknownFormException(wireName));
    }
}
