package io.rackledger.ledger;

import java.util.Random;

/**
 * Which faults a history knows. Few have all of them: where everything goes wrong, nothing goes far.
 *
 * @param writers nodes that write; one more only reads
 * @param trouble the share of sends that something happens to
 * @param pauses  writers stand still for long and go on as if nothing had happened
 * @param jumps   clocks are set forth and back
 * @param assigns the ledger is assigned to one writer after the other
 * @param loses   the broker loses what it has acknowledged
 * @param hostile somebody writes records that stop a ledger
 */
record SimulatedProfile(
        int writers, double trouble, boolean pauses, boolean jumps, boolean assigns, boolean loses, boolean hostile) {
    static SimulatedProfile drawn(Random random) {
        return new SimulatedProfile(
                1 + random.nextInt(3),
                random.nextInt(4) * 0.1,
                random.nextInt(3) == 0,
                random.nextInt(3) == 0,
                random.nextInt(5) == 0,
                random.nextInt(8) == 0,
                random.nextInt(16) == 0);
    }
}
