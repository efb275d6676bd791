package io.rackledger.bench;

import io.rackledger.load.Latencies;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/** How long views take to answer for now, and for other dates than now. */
final class PastAnswers {
    private static final Figures.Goal GOAL = Figures.Goal.atMost(200);

    /** Untimed, of each kind of question: as many as it takes until what they run is compiled. */
    private static final int WARM_UP = 20;

    private static final int TIMES = 200;
    private static final long SEED = 7;

    private static final List<String> QUESTIONS = List.of(
            "vendor-share?",
            "vendor-share?programme=programme-3&",
            "programmes?",
            "supplier-exposure?",
            "delisting-risk?",
            "orders?limit=100&",
            "orders?",
            "backlog?limit=100&",
            "backlog?");

    private final Service service;
    private final Figures figures;
    private final Duration limit;
    private final long size;

    PastAnswers(Service service, Figures figures, Duration limit, long size) {
        this.service = service;
        this.figures = figures;
        this.limit = limit;
        this.size = size;
    }

    /** What a question of the past adds to a question of now. */
    private interface Moment {
        String of(Random random);
    }

    void measure() throws Exception {
        figures.heap("before the past is asked for");
        for (String question : QUESTIONS) {
            measure(question, "now", random -> "");
            long begin = System.nanoTime();
            ask(question, "validAsOf=2025-01-01");
            figures.add(question(question) + ", first past answer", millisSince(begin), "ms", null, "");
            measure(question, "date", PastAnswers::date);
            measure(question, "position", this::position);
            measure(question, "date and position", random -> date(random) + "&" + position(random));
        }
        figures.heap("with the past of all these views");
    }

    private void measure(String question, String kind, Moment moment) throws Exception {
        Random random = new Random(SEED);
        long[] bytes = {0};
        Latencies latencies = Latencies.of(
                WARM_UP, TIMES, limit, turn -> bytes[0] = Math.max(bytes[0], ask(question, moment.of(random))));
        String most = String.format(Locale.ROOT, "at most %,d kB each", bytes[0] / 1000);
        figures.add(question(question) + ", by " + kind, latencies, GOAL, most);
    }

    private static String question(String question) {
        return question.substring(0, question.length() - 1).replace('?', ' ');
    }

    private static double millisSince(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    private long ask(String question, String moment) throws IOException, InterruptedException {
        return service.text("/api/views/" + question + moment).length();
    }

    private static String date(Random random) {
        LocalDate date = LargeHistory.FIRST_DAY.plusDays(random.nextInt(LargeHistory.DAYS));
        return "validAsOf=" + date;
    }

    private String position(Random random) {
        return "knownAsOfPosition=" + random.nextLong(size);
    }
}
