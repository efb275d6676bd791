package io.rackledger.query.fold;

import java.util.Map;

/** Whole numbers in the parameters of a question. */
public final class WholeNumber {
    private WholeNumber() {}

    /**
     * Reads a parameter.
     *
     * @param fallback what it is if it is left out
     * @throws BadQuestionException if it is anything but a whole number within those bounds
     */
    public static long of(Map<String, String> query, String name, long fallback, long least, long most) {
        String text = query.get(name);
        if (text == null) {
            return fallback;
        }
        String allowed = "a whole number from " + least + " to " + most;
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new BadQuestionException(name, allowed);
        }
        throw new BadQuestionException(name, allowed);
    }
}
