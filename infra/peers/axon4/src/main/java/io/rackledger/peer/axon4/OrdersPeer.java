package io.rackledger.peer.axon4;

import io.rackledger.load.Rounds;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Shifts orders when it is asked to; ends with its input. */
public final class OrdersPeer {
    private static final String CACHED = "cached";
    private static final String WATCHED = "watched";

    private OrdersPeer() {}

    /** The arguments are the JDBC URL of an empty database, {@code cached} or {@code uncached}, and perhaps {@code watched}. */
    public static void main(String[] arguments) throws Exception {
        try (Orders orders = new Orders(arguments[0], arguments[1].equals(CACHED))) {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            if (List.of(arguments).contains(WATCHED)) {
                try (Watch watch = orders.watch()) {
                    Rounds.serve(orders::shift, watch::lag, "", in, System.out);
                }
            } else {
                Rounds.serve(orders::shift, "", in, System.out);
            }
        }
    }
}
