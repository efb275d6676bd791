package io.rackledger.quickstart.chaos;

import java.io.IOException;
import java.time.Duration;
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
    };

    private static final int CUTS = 3;
    private static final Duration BETWEEN_CUTS = Duration.ofMillis(400);
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /** Does it, and undoes what is not undone by itself; returns without waiting for anybody to recover. */
    abstract void happen(Victims victims, Random random) throws IOException, InterruptedException;

    /** Waits for as long as damage lasts. */
    private static void last(Random random) {
        LockSupport.parkNanos((long) (random.nextDouble() * LONGEST.toNanos()));
    }

    @Override
    public String toString() {
        return words;
    }
}
