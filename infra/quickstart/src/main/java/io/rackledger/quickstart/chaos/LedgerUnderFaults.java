package io.rackledger.quickstart.chaos;

import io.rackledger.load.ClosedLoop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Damages a running Rackledger in rounds while commands come in, and after each holds three things against one another:
 * what clients were told, what the log holds, and what the views say.
 *
 * <p>Kinds and moments are drawn from the seed, but what they fall into depends on the machine: a run can't be repeated
 * exactly.
 */
final class LedgerUnderFaults {
    static final String TOPIC = "rackledger-ledger";
    private static final String LEDGER = "main";
    private static final int IN_FLIGHT = 8;
    /** How long commands come in; longer where they wait for an answer, or the damage is not done by then. */
    private static final Duration LOAD = Duration.ofSeconds(3);

    private static final Duration MORE_LOAD = Duration.ofSeconds(1);

    private static final Duration LATEST_FAULT = Duration.ofSeconds(1);
    private static final Duration LOAD_LIMIT = Duration.ofSeconds(120);
    private static final int MOST_SENTENCES = 10;

    private final Path folder;
    private final Path database;
    private final long seed;
    private final Random random;
    private final ViewsCheck check;
    private final Consumer<Round> progress;
    private final Testimony testimony = new Testimony();

    /**
     * What came of one round.
     *
     * @param told       in this round
     * @param silence    the longest time in which no command was accepted or refused
     * @param events     that the log holds in the end
     * @param voids      records that it holds and that every reader skips
     * @param mismatches at most ten, each as a sentence
     */
    record Round(
            int number,
            Fault fault,
            Testimony.Counts told,
            Duration silence,
            int events,
            int voids,
            List<String> mismatches) {
        Round {
            mismatches = List.copyOf(mismatches);
        }
    }

    /**
     * Everything it needs is started and ends with it.
     *
     * @param progress is told of each round when it is over
     */
    LedgerUnderFaults(Path folder, long seed, Consumer<Round> progress) {
        this.folder = folder;
        this.database = folder.resolve("views");
        this.seed = seed;
        this.random = new Random(seed);
        this.check = new ViewsCheck(folder, database);
        this.progress = progress;
    }

    /** So many kinds of damage, each as often as any other, or once more. */
    static List<Fault> drawn(int rounds, long seed) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        while (faults.size() < rounds) {
            List<Fault> all = new ArrayList<>(List.of(Fault.values()));
            Collections.shuffle(all, random);
            faults.addAll(all.subList(0, Math.min(all.size(), rounds - faults.size())));
        }
        return faults;
    }

    /**
     * Goes through all rounds, or up to the first in which something doesn't match.
     *
     * @throws IOException if something doesn't recover, or can't be started
     */
    List<Round> run(List<Fault> faults) throws IOException, InterruptedException {
        List<Round> rounds = new ArrayList<>();
        try (Victims victims = new Victims(folder, database)) {
            victims.awaitServing();
            try (CommandLoad load = new CommandLoad(victims.importAt(), seed, testimony)) {
                load.begin();
                for (Fault fault : faults) {
                    Round round = round(rounds.size() + 1, victims, load, fault);
                    rounds.add(round);
                    progress.accept(round);
                    if (!round.mismatches().isEmpty()) {
                        break;
                    }
                }
            }
        }
        return rounds;
    }

    private Round round(int number, Victims victims, CommandLoad load, Fault fault)
            throws IOException, InterruptedException {
        fault.prepare(victims, random);
        Testimony.Counts before = testimony.counts();
        testimony.beginRound();
        damage(victims, load, fault);
        Testimony.Counts told = testimony.counts().minus(before);
        load.settle();
        Duration silence = testimony.longestSilence();
        victims.awaitServing();
        WrittenLog log = WrittenLog.read(victims.kafka(), TOPIC, LEDGER);
        return new Round(number, fault, told, silence, log.size(), log.voids(), mismatches(victims, log));
    }

    private void damage(Victims victims, CommandLoad load, Fault fault) throws IOException, InterruptedException {
        CompletableFuture<Void> loading = new CompletableFuture<>();
        AtomicBoolean done = new AtomicBoolean();
        Thread.ofVirtual().name("chaos-load").start(() -> {
            try {
                ClosedLoop.run(load, IN_FLIGHT, LOAD);
                while (!done.get()) {
                    ClosedLoop.run(load, IN_FLIGHT, MORE_LOAD);
                }
                loading.complete(null);
            } catch (IllegalStateException e) {
                loading.completeExceptionally(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                loading.completeExceptionally(e);
            }
        });
        LockSupport.parkNanos((long) (random.nextDouble() * LATEST_FAULT.toNanos()));
        try {
            fault.happen(victims, random);
        } finally {
            done.set(true);
        }
        try {
            loading.get(LOAD_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("commands could not be sent", e);
        }
    }

    private List<String> mismatches(Victims victims, WrittenLog log) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(testimony.contradictions());
        all.addAll(Comparison.mismatches(testimony.all(), log));
        all.addAll(check.mismatches(victims.views(), victims.kafka(), log.size() - 1));
        return all.subList(0, Math.min(MOST_SENTENCES, all.size()));
    }
}
