package io.rackledger.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Rounds of load in a process of its own, at times that another process chooses, so that several can take turns. Each is
 * asked for by a line {@code IN_FLIGHT SECONDS} and answered by a line {@code PER_SECOND P50_MILLIS P99_MILLIS}.
 */
public final class Rounds {
    private Rounds() {}

    /**
     * Says {@code ready}, with something to add, and carries out rounds until nobody asks for more.
     *
     * @throws IllegalArgumentException if it is asked for something else
     * @throws IllegalStateException    if a request failed
     */
    public static void serve(ClosedLoop.Sender sender, String more, BufferedReader in, PrintStream out)
            throws IOException, InterruptedException {
        out.println(("ready " + more).strip());
        out.flush();
        for (String asked = in.readLine(); asked != null; asked = in.readLine()) {
            String[] words = asked.strip().split(" ");
            if (words.length != 2) {
                throw new IllegalArgumentException("a round is asked for as IN_FLIGHT SECONDS, not as " + asked);
            }
            ClosedLoop.Reached reached =
                    ClosedLoop.run(sender, Integer.parseInt(words[0]), Duration.ofSeconds(Integer.parseInt(words[1])));
            out.printf(
                    Locale.ROOT,
                    "%.1f %.3f %.3f%n",
                    reached.perSecond(),
                    reached.latencies().millis(0.5),
                    reached.latencies().millis(0.99));
            out.flush();
        }
    }
}
