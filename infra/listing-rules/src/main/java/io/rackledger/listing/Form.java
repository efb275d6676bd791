package io.rackledger.listing;

import java.util.Arrays;
import java.util.Optional;

/** The forms of the Securities and Exchange Commission that the listing rules know. An amended form is another form. */
public enum Form {
    /** Annual report. */
    FORM_10_K("10-K"),
    /** Quarterly report. */
    FORM_10_Q("10-Q"),
    /** Notification under Rule 12b-25 that a 10-K is late. */
    NT_10_K("NT 10-K"),
    /** Notification under Rule 12b-25 that a 10-Q is late. */
    NT_10_Q("NT 10-Q"),
    /** Current report; it names an item, see {@link FiledForm}. */
    FORM_8_K("8-K");

    private final String wireName;

    Form(String wireName) {
        this.wireName = wireName;
    }

    /** As the form is named in filings and on the wire, such as {@code NT 10-K}. */
    public String wireName() {
        return wireName;
    }

    /** Whether this is a periodic report, which has a due date. */
    public boolean isPeriodic() {
        return this == FORM_10_K || this == FORM_10_Q;
    }

    /** The periodic report whose delay this form notifies; empty for all but the NT forms. */
    public Optional<Form> notifiedForm() {
        return switch (this) {
            case NT_10_K -> Optional.of(FORM_10_K);
            case NT_10_Q -> Optional.of(FORM_10_Q);
            case FORM_10_K, FORM_10_Q, FORM_8_K -> Optional.empty();
        };
    }

    /** The form of exactly that wire name; empty if unknown, and for an 8-K with its item. */
    public static Optional<Form> find(String wireName) {
        return Arrays.stream(values())
                .filter(form -> form.wireName.equals(wireName))
                .findFirst();
    }
}
