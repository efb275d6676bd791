package io.rackledger.bench;

import io.rackledger.bench.Subject.Round;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * Subjects that take turns, so that whatever else the machine does meets all of them alike: each under one number of
 * requests at once, then under the next, and all of that several times. Medians count. Not thread-safe.
 */
final class Turns {
    private static final int TIMES = 3;
    private static final int WARM_UP_IN_FLIGHT = 256;

    private final Figures figures;
    private final int seconds;
    private final Map<String, List<Round>> rounds = new LinkedHashMap<>();

    /** With rounds of so many seconds. */
    Turns(Figures figures, int seconds) {
        this.figures = figures;
        this.seconds = seconds;
    }

    /** Warms all of them up, one after the other. */
    static void warmUp(List<Subject> subjects, int seconds) throws IOException, InterruptedException {
        for (Subject subject : subjects) {
            subject.round(WARM_UP_IN_FLIGHT, seconds);
        }
    }

    void measure(List<Subject> subjects, List<Integer> inFlight) throws IOException, InterruptedException {
        for (int i = 0; i < TIMES; i++) {
            for (int each : inFlight) {
                for (Subject subject : subjects) {
                    rounds.computeIfAbsent(name(subject.name(), each), any -> new ArrayList<>())
                            .add(subject.round(each, seconds));
                }
            }
        }
        for (int each : inFlight) {
            subjects.forEach(subject -> tell(name(subject.name(), each)));
        }
    }

    private static String name(String subject, int inFlight) {
        return subject + ", " + inFlight + " in flight";
    }

    private void tell(String name) {
        List<Round> all = Objects.requireNonNull(rounds.get(name));
        List<Double> rates = all.stream().map(Round::perSecond).sorted().toList();
        String range = String.format(Locale.ROOT, "%,.0f to %,.0f", rates.getFirst(), rates.getLast());
        figures.add(name, median(all, Round::perSecond), "/s", null, range);
        figures.add(name + ", p50", median(all, Round::p50Millis), "ms", null, "");
        figures.add(name + ", p99", median(all, Round::p99Millis), "ms", null, "");
    }

    private static double median(List<Round> all, ToDoubleFunction<Round> figure) {
        return all.stream().mapToDouble(figure).sorted().toArray()[all.size() / 2];
    }

    /** How many times as many a second one came to as another. */
    double ratio(String one, String other, int inFlight) {
        return rate(one, inFlight) / rate(other, inFlight);
    }

    /** The median of how many a second one came to. */
    double rate(String subject, int inFlight) {
        return median(Objects.requireNonNull(rounds.get(name(subject, inFlight))), Round::perSecond);
    }
}
