package io.rackledger.ledger.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a part of a ledger can't do its work now. Logged when it begins, when it is another one in more than its numbers,
 * once in a while as it lasts, and when it is over. Thread-safe.
 */
final class Trouble {
    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
    private static final Pattern NUMBERS = Pattern.compile("\\d+");
    private static final int MOST_CAUSES = 5;

    private final String ledger;
    private final String part;
    private volatile String because;
    private volatile boolean happened;
    private Seldom said = new Seldom();
    private String saidLast = "";

    /**
     * A part that is in trouble from the beginning, which is not worth a word yet.
     *
     * @param part    such as {@code "its log"}
     * @param because empty if it is not
     */
    Trouble(String ledger, String part, String because) {
        this.ledger = ledger;
        this.part = part;
        this.because = because;
    }

    /** Empty while there is none. */
    String because() {
        return because;
    }

    /** The same, but for what is so from the beginning: that is no fault yet. */
    String fault() {
        return happened ? because : "";
    }

    synchronized void is(String reason) {
        because = reason;
        happened = true;
        String kind = NUMBERS.matcher(reason).replaceAll("#");
        if (!kind.equals(saidLast)) {
            said = new Seldom();
            saidLast = kind;
        }
        if (said.pass() >= 0) {
            LOG.warn("Ledger '{}', {}: {}", ledger, part, reason);
        }
    }

    synchronized void isOver() {
        if (!because.isEmpty()) {
            LOG.info("Ledger '{}', {}: all is well", ledger, part);
            because = "";
            saidLast = "";
        }
    }

    /** What a fault of Kafka's clients says, with its causes: the first of them seldom says what is wrong. */
    static String told(Throwable fault) {
        if (fault instanceof LedgerUnavailableException unavailable) {
            return String.valueOf(unavailable.getMessage());
        }
        List<String> all = new ArrayList<>();
        @Nullable Throwable cause = fault;
        for (int i = 0; i < MOST_CAUSES && cause != null; i++) {
            String said = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
            if (all.stream().noneMatch(before -> before.contains(said))) {
                all.add(said);
            }
            cause = cause.getCause();
        }
        return String.join(": ", all);
    }
}
