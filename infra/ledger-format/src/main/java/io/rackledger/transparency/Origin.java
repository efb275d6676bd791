package io.rackledger.transparency;

import io.rackledger.format.Header.Genesis;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** How a ledger is named to others: two ledgers of one name differ in it. */
public final class Origin {
    private Origin() {}

    /** The origin of a ledger's checkpoints, {@code rackledger/<name, percent-encoded>/<incarnation>}. */
    public static String of(Genesis ledger) {
        return "rackledger/"
                + URLEncoder.encode(ledger.ledger(), StandardCharsets.UTF_8).replace("+", "%20") + "/"
                + ledger.incarnation();
    }
}
