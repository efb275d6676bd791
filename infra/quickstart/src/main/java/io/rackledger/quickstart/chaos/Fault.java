package io.rackledger.quickstart.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;

/** Damage of one kind: it is done, lasts for a while, and what was done can recover from it afterwards. */
enum Fault {
    BROKER_KILLED("kill -9 of the broker") {
        @Override
        void happen(Victims victims, Random random) throws IOException, InterruptedException {
            victims.broker().kill();
            last(random);
            victims.broker().startAgain();
        }
    },
    WRITER_KILLED("kill -9 of the command service that writes") {
        @Override
        void happen(Victims victims, Random random) throws IOException, InterruptedException {
            ServiceProcess writer = victims.writer().process();
            writer.kill();
            last(random);
            writer.startAgain();
        }
    },
    VIEWS_KILLED("kill -9 of the query service") {
        @Override
        void happen(Victims victims, Random random) throws IOException, InterruptedException {
            victims.views().kill();
            last(random);
            victims.views().startAgain();
        }
    },
    ALL_KILLED("kill -9 of all of them") {
        @Override
        void happen(Victims victims, Random random) throws IOException, InterruptedException {
            victims.broker().kill();
            victims.views().kill();
            for (CommandInstance each : victims.commands()) {
                each.process().kill();
            }
            victims.broker().startAgain();
            for (CommandInstance each : victims.commands()) {
                each.process().startAgain();
            }
            victims.views().startAgain();
        }
    },
    WRITER_FROZEN("SIGSTOP of the writer until another writes") {
        @Override
        void happen(Victims victims, Random random) throws IOException, InterruptedException {
            CommandInstance writer = victims.writer();
            CommandInstance other = victims.other(writer);
            writer.process().freeze();
            try {
                Victims.await("nobody took over from a frozen writer", other::writes);
                last(random);
            } finally {
                writer.process().thaw();
            }
        }
    },
    CONNECTIONS_LATE("connections to the broker delayed by 0.3 s") {
        @Override
        void happen(Victims victims, Random random) {
            victims.proxy().pass(FaultyProxy.Passing.LATE);
            last(random);
            victims.proxy().pass(FaultyProxy.Passing.FLOWING);
        }
    },
    CONNECTIONS_CUT("connections to the broker cut, three times") {
        @Override
        void happen(Victims victims, Random random) {
            for (int cut = 0; cut < CUTS; cut++) {
                victims.proxy().cut();
                LockSupport.parkNanos((long) (random.nextDouble() * BETWEEN_CUTS.toNanos()));
            }
        }
    },
    CONNECTIONS_HALF_OPEN("connections to the broker half open, then cut") {
        @Override
        void happen(Victims victims, Random random) {
            victims.proxy().pass(FaultyProxy.Passing.HALF_OPEN);
            last(random);
            victims.proxy().pass(FaultyProxy.Passing.FLOWING);
            victims.proxy().cut();
        }
    },
    BROKER_WITHOUT_ROOM("full disk of the broker") {
        @Override
        void prepare(Victims victims, Random random) throws IOException, InterruptedException {
            ForeignRecords.fill(victims.kafka(), LedgerUnderFaults.TOPIC, Files.size(victims.log()));
            victims.broker().kill();
            victims.broker().startAgain(Files.size(victims.log()) + random.nextInt(LEAST_FOR_LOG, MOST_FOR_LOG));
            victims.awaitBroker();
            victims.awaitServing();
        }

        @Override
        void happen(Victims victims, Random random) throws IOException, InterruptedException {
            Victims.await(
                    "a broker without room did not end", () -> !victims.broker().isAlive());
            last(random);
            victims.broker().startAgain();
        }
    },
    WRITER_WITHOUT_ROOM("full disk of the command service that writes") {
        @Override
        void prepare(Victims victims, Random random) throws IOException, InterruptedException {
            CommandInstance writer = victims.writer();
            CommandInstance next = victims.other(writer);
            next.process().kill();
            next.process().startAgain(mostBytes(next.index(), random));
            Victims.await("a command service did not start", () -> next.serves() || next.isStopped());
            writer.process().kill();
            Victims.await("nobody took over from a killed writer", () -> next.writes() || next.isStopped());
            writer.process().startAgain();
            Victims.await("a killed writer does not serve again", writer::serves);
        }

        @Override
        void happen(Victims victims, Random random) throws IOException, InterruptedException {
            List<CommandInstance> both = victims.commands();
            Victims.await(
                    "no command service without room stopped",
                    () -> both.get(0).isStopped() || both.get(1).isStopped());
            CommandInstance full = both.get(0).isStopped() ? both.get(0) : both.get(1);
            Victims.await("nobody took over from a writer without room", victims.other(full)::writes);
            last(random);
            full.process().kill();
            full.process().startAgain();
        }
    },
    VIEWS_WITHOUT_ROOM("full disk of the query service") {
        @Override
        void prepare(Victims victims, Random random) throws IOException, InterruptedException {
            victims.views().kill();
            victims.compactDatabase();
            victims.views().startAgain(mostBytes(victims.database(), random));
            Victims.await(
                    "a query service did not start",
                    () -> victims.views().tells() || victims.views().isHalted());
        }

        @Override
        void happen(Victims victims, Random random) throws IOException, InterruptedException {
            Victims.await("views without room went on", victims.views()::isHalted);
            last(random);
            victims.views().killIfAlive();
            victims.views().startAgain();
        }
    };

    private static final int CUTS = 3;
    private static final Duration BETWEEN_CUTS = Duration.ofMillis(400);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** By how much the log may grow before there is no more room: a command takes about a kilobyte. */
    private static final int LEAST_FOR_LOG = 2 << 10;

    private static final int MOST_FOR_LOG = 48 << 10;

    /** By how much what H2 writes may grow: some ten kilobytes at once, the first of them when it is opened. */
    private static final int LEAST_FOR_STORE = 32 << 10;

    private static final int MOST_FOR_STORE = 96 << 10;

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /** What it takes beforehand, while no commands come in. */
    void prepare(Victims victims, Random random) throws IOException, InterruptedException {}

    /** Does it, and undoes what is not undone by itself; returns without waiting for anybody to recover. */
    abstract void happen(Victims victims, Random random) throws IOException, InterruptedException;

    /** Waits for as long as damage lasts. */
    private static void last(Random random) {
        LockSupport.parkNanos((long) (random.nextDouble() * LONGEST.toNanos()));
    }

    /** How large files may get if this one, which H2 writes, is to fill the disk soon. */
    private static long mostBytes(Path file, Random random) throws IOException {
        return Files.size(file) + random.nextInt(LEAST_FOR_STORE, MOST_FOR_STORE);
    }

    @Override
    public String toString() {
        return words;
    }
}
