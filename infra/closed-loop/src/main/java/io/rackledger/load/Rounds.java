package io.rackledger.load;

import java.io.BufferedReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Rounds of load in a process of its own, at times that another process chooses, so that several can take turns. Each is
 * asked for by a line {@code IN_FLIGHT SECONDS} and answered by a line {@code PER_SECOND P50_MILLIS P99_MILLIS}. Where it
 * can tell, it is also asked by {@code lag PER_SECOND SECONDS} how soon what was acknowledged is seen, and answers
 * {@code P50_MILLIS P99_MILLIS}.
 */
public final class Rounds {
    private static final String LAG = "lag";

    private Rounds() {}

    /** Measures how soon what was acknowledged is seen, under load of so many requests a second. */
    public interface Seeing {
        Latencies lag(int perSecond, Duration duration) throws Exception;
    }

    /**
     * Says {@code ready}, with something to add, and carries out rounds until nobody asks for more.
     *
     * @throws IllegalArgumentException if it is asked for something else
     * @throws IllegalStateException    if a request failed
     */
    public static void serve(ClosedLoop.Sender sender, String more, BufferedReader in, PrintStream out)
            throws Exception {
        serve(
                sender,
                (perSecond, duration) -> {
                    throw new IllegalArgumentException("nothing is seen here, so there is no " + LAG);
                },
                more,
                in,
                out);
    }

    /** As {@link #serve(ClosedLoop.Sender, String, BufferedReader, PrintStream)}, of one that can tell what is seen. */
    public static void serve(ClosedLoop.Sender sender, Seeing seeing, String more, BufferedReader in, PrintStream out)
            throws Exception {
        out.println(("ready " + more).strip());
        out.flush();
        for (String asked = in.readLine(); asked != null; asked = in.readLine()) {
            out.println(answer(sender, seeing, asked));
            out.flush();
        }
    }

    private static String answer(ClosedLoop.Sender sender, Seeing seeing, String asked) throws Exception {
        String[] words = asked.strip().split(" ");
        if (words.length == 3 && words[0].equals(LAG)) {
            return millis(seeing.lag(Integer.parseInt(words[1]), Duration.ofSeconds(Integer.parseInt(words[2]))));
        }
        if (words.length != 2) {
            throw new IllegalArgumentException("a round is asked for as IN_FLIGHT SECONDS, not as " + asked);
        }
        ClosedLoop.Reached reached =
                ClosedLoop.run(sender, Integer.parseInt(words[0]), Duration.ofSeconds(Integer.parseInt(words[1])));
        return String.format(Locale.ROOT, "%.1f %s", reached.perSecond(), millis(reached.latencies()));
    }

    private static String millis(Latencies latencies) {
        return String.format(Locale.ROOT, "%.3f %.3f", latencies.millis(0.5), latencies.millis(0.99));
    }
}
