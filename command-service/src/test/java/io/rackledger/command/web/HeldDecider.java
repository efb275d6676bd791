package io.rackledger.command.web;

import io.rackledger.command.decision.Boundary;
import io.rackledger.command.decision.Command;
import io.rackledger.command.decision.Decider;
import io.rackledger.command.decision.Decision;
import io.rackledger.command.decision.Intake;
import io.rackledger.command.decision.Sheet;
import io.rackledger.events.Recorded;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A real decider that stops once, having read all that it decides on, before it decides. */
record HeldDecider<C extends Command, S>(Decider<C, S> decider, Hold hold) implements Decider<C, S> {
    /** Holds the first decision on one command, until it is let go. */
    static final class Hold {
        private static final int LIMIT_SECONDS = 30;

        private final String command;
        private final AtomicInteger decisions = new AtomicInteger();
        private final Queue<String> evolved = new ConcurrentLinkedQueue<>();
        private final CountDownLatch reached = new CountDownLatch(1);
        private final CountDownLatch released = new CountDownLatch(1);

        Hold(String command) {
            this.command = command;
        }

        private void at(String id) {
            if (id.equals(command) && decisions.getAndIncrement() == 0) {
                reached.countDown();
                await(released);
            }
        }

        /** How often the command was decided: more than once if it lost a race. */
        int decisions() {
            return decisions.get();
        }

        /** The ids of all events that any decider was told of. */
        Queue<String> evolved() {
            return evolved;
        }

        void awaitReached() {
            await(reached);
        }

        void release() {
            released.countDown();
        }

        private static void await(CountDownLatch latch) {
            try {
                if (!latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("waited for " + LIMIT_SECONDS + " s");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    @Override
    public String name() {
        return decider.name();
    }

    @Override
    public Class<C> bodyType() {
        return decider.bodyType();
    }

    @Override
    public Sheet sheet() {
        return decider.sheet();
    }

    @Override
    public boolean seesChanges() {
        return decider.seesChanges();
    }

    @Override
    public int mostRounds() {
        return decider.mostRounds();
    }

    @Override
    public List<C> retell(Recorded fact) {
        return decider.retell(fact);
    }

    @Override
    public Boundary boundary(C command, S state) {
        return decider.boundary(command, state);
    }

    @Override
    public S initial() {
        return decider.initial();
    }

    @Override
    public S evolve(S state, Recorded recorded) {
        hold.evolved.add(recorded.id());
        return decider.evolve(state, recorded);
    }

    @Override
    public Decision decide(Intake<C> intake, S state) {
        hold.at(intake.id());
        return decider.decide(intake, state);
    }
}
