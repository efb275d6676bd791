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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What commands cost once a ledger holds many events of the vendors that they speak of, of types that no decision on
 * them reads: as much as before, if decisions read what they name and nothing else.
 */
final class Growth {
    private static final int IN_FLIGHT = 64;
    private static final int EVENTS_PER_COMMIT = 200;
    private static final int MOST_COMMITS = 64;
    private static final long LIMIT_SECONDS = 60;
    private static final Figures.Goal NO_DEARER = Figures.Goal.atLeast(0.8);

    private final Ledger ledger;
    private final List<Subject> commands;

    Growth(Ledger ledger, Shifts shifts) {
        this.ledger = ledger;
        this.commands = List.of(Subject.here("shift", shifts::shift), Subject.here("order placed", shifts::place));
    }

    /** Measures, adds so many events, and measures again. */
    void measure(Figures figures, int seconds, int events) throws IOException, InterruptedException {
        Turns before = new Turns(figures, seconds);
        before.measure(commands, List.of(IN_FLIGHT));
        add(events);
        Turns after = new Turns(figures, seconds);
        after.measure(commands, List.of(IN_FLIGHT));
        for (Subject each : commands) {
            String name = each.name() + ", with " + events + " events of the vendor beside";
            double ratio = after.rate(each.name(), IN_FLIGHT) / before.rate(each.name(), IN_FLIGHT);
            figures.addRatio("grown." + each.name().replace(' ', '-'), name, ratio, NO_DEARER);
        }
    }

    private void add(int events) throws InterruptedException {
        Deque<CompletableFuture<Outcome>> inFlight = new ArrayDeque<>();
        for (int from = 0; from < events; from += EVENTS_PER_COMMIT) {
            List<Entry> commit = new ArrayList<>();
            for (int i = from; i < Math.min(events, from + EVENTS_PER_COMMIT); i++) {
                commit.add(signal(i));
            }
            inFlight.add(ledger.append(commit, null, () -> {}));
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
