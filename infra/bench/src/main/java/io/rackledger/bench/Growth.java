package io.rackledger.bench;

import io.rackledger.events.Confidence;
import io.rackledger.events.Mode;
import io.rackledger.events.PartyId;
import io.rackledger.events.Provenance;
import io.rackledger.events.Recorded;
import io.rackledger.events.RiskSignalRecorded;
import io.rackledger.events.Signal;
import io.rackledger.events.SourceId;
import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.Outcome;
import io.rackledger.query.follow.LedgerEvents;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * What commands cost in a ledger that holds many events of the vendors that they speak of, of types that no decision on
 * them reads: as much as in one that holds nothing else, if decisions read what they name and no more. Both ledgers stand
 * side by side and take turns, so that their orders have as long a history, and whatever else the machine does meets both.
 */
final class Growth {
    private static final int IN_FLIGHT = 64;
    private static final int EVENTS_PER_COMMIT = 200;
    private static final int MOST_COMMITS = 64;
    private static final int FIRST_STEP = 10_000;
    private static final int STEP = 10;
    private static final long LIMIT_SECONDS = 60;
    private static final String ALONE = "alone";
    private static final String BESIDE = "beside";
    private static final Figures.Goal NO_DEARER = Figures.Goal.atLeast(0.8);

    private final Figures figures;
    private final int seconds;
    private final Ledger grown;
    private final List<Subject> warmed;
    private int added;

    /** What is measured in both ledgers, under the same name. */
    private record Compared(String name, Subject alone, Subject beside) {}

    private final List<Compared> compared;

    /**
     * Of two ledgers with the same orders, and nothing else yet.
     *
     * @param grown the ledger of {@code beside}, which grows
     */
    Growth(Figures figures, int seconds, Shifts alone, Ledger grown, Shifts beside) {
        this.figures = figures;
        this.seconds = seconds;
        this.grown = grown;
        this.compared = List.of(
                new Compared(
                        "shift",
                        Subject.here("shift, " + ALONE, alone::shift),
                        Subject.here("shift, " + BESIDE, beside::shift)),
                new Compared(
                        "order placed",
                        Subject.here("order placed, " + ALONE, alone::place),
                        Subject.here("order placed, " + BESIDE, beside::place)));
        this.warmed = compared.stream()
                .flatMap(each -> Stream.of(each.alone(), each.beside()))
                .toList();
    }

    /** Grows to ten times as many events again and again, up to so many, and measures each time. */
    void measure(int events) throws IOException, InterruptedException {
        for (long size = Math.min(FIRST_STEP, events); added < events; size = Math.min(STEP * size, events)) {
            add((int) size - added);
            added = (int) size;
            Turns.warmUp(warmed, seconds);
            compare();
        }
    }

    private void compare() throws IOException, InterruptedException {
        Turns turns = new Turns(figures, seconds);
        turns.measure(warmed, List.of(IN_FLIGHT));
        for (Compared each : compared) {
            double ratio = turns.ratio(each.beside().name(), each.alone().name(), IN_FLIGHT);
            figures.addRatio(
                    "grown." + each.name().replace(' ', '-') + "." + added,
                    String.format(Locale.ROOT, "%s, with %,d events of the vendor beside", each.name(), added),
                    ratio,
                    NO_DEARER);
        }
    }

    private void add(int events) throws InterruptedException {
        Deque<CompletableFuture<Outcome>> inFlight = new ArrayDeque<>();
        int end = added + events;
        for (int from = added; from < end; from += EVENTS_PER_COMMIT) {
            List<Entry> commit = new ArrayList<>();
            for (int i = from; i < Math.min(end, from + EVENTS_PER_COMMIT); i++) {
                commit.add(signal(i));
            }
            inFlight.add(grown.append(commit, null, () -> {}));
            while (inFlight.size() > MOST_COMMITS) {
                taken(inFlight.remove());
            }
        }
        while (!inFlight.isEmpty()) {
            taken(inFlight.remove());
        }
    }

    private static Entry signal(int number) {
        String command = "signal-" + number;
        Recorded recorded = new Recorded(
                -1,
                Recorded.id(command, 0),
                Instant.EPOCH,
                null,
                Mode.OBSERVED,
                new Provenance(new SourceId("bench"), null, null, Confidence.CONFIRMED),
                "local",
                command,
                null,
                new RiskSignalRecorded(new PartyId("vendor-" + number % 2), Signal.SHORT_REPORT, null, null, null));
        return LedgerEvents.written(recorded, Hash.ZERO).entry();
    }

    private static void taken(CompletableFuture<Outcome> append) throws InterruptedException {
        try {
            Outcome outcome = append.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            if (!(outcome instanceof Outcome.Appended)) {
                throw new IllegalStateException("the events beside were not taken: " + outcome);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the events beside were not taken", e);
        }
    }
}
