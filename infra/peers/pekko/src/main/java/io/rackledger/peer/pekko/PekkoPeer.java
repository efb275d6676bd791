package io.rackledger.peer.pekko;

import io.rackledger.load.Rounds;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Shifts orders when it is asked to; ends with its input. */
public final class PekkoPeer {
    private PekkoPeer() {}

    /** The argument is the JDBC URL of an empty database. */
    public static void main(String[] arguments) throws Exception {
        try (Orders orders = new Orders(arguments[0])) {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            Rounds.serve(orders::shift, "", in, System.out);
        }
    }
}
