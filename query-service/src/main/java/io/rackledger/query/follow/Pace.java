package io.rackledger.query.follow;

import java.time.Duration;

/**
 * How a replay divides its work.
 *
 * @param batch           how many events it folds between two looks at what it is asked for
 * @param checkpointEvery how long it folds between two checkpoints; what it folded since the last one is folded anew
 *     after a crash
 */
public record Pace(int batch, Duration checkpointEvery) {
    public static final Pace DEFAULT = new Pace(20_000, Duration.ofSeconds(30));
}
