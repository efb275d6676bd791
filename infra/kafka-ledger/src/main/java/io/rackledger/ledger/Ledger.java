package io.rackledger.ledger;

import io.rackledger.format.Anchor;
import io.rackledger.format.Commit;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A ledger: events in one total order, appended whole decisions at a time, each on a condition. Thread-safe.
 *
 * <p>Positions are gapless from 0. The <em>tip</em> includes commits that are still in flight and may turn out void;
 * nobody outside may be told what was read at a tip before {@link #acknowledged(Anchor)} says so.
 */
public interface Ledger extends AutoCloseable {
    /** The ledger's name. */
    String name();

    /** The last commit of the chain, acknowledged or in flight. */
    Anchor tip();

    /** The last acknowledged commit. */
    Anchor head();

    /**
     * The events that match any criterion, from position {@code from} on and within the commit {@code upTo}, in their
     * order; null if that commit turned out void.
     */
    @Nullable
    List<StoredEvent> source(Collection<Criterion> criteria, long from, Anchor upTo);

    /** At most {@code most} acknowledged events from position {@code from} on, in their order. */
    List<StoredEvent> read(long from, int most);

    /**
     * At most {@code most} acknowledged commits from number {@code from} on, genesis and seals included: what is needed
     * to verify the ledger elsewhere.
     */
    List<Commit> commits(int from, int most);

    /** As {@link #read}, but waits up to {@code limit} for the first. */
    List<StoredEvent> poll(long from, int most, Duration limit) throws InterruptedException;

    /**
     * Appends events as one commit: all or none.
     *
     * @param condition when they may stand; null for always
     * @param taken     runs as soon as the tip includes the events, which may be several times if they are overtaken,
     *     and never if they aren't taken
     * @return how it ended; the future completes on none of the ledger's own threads, and never exceptionally
     */
    CompletableFuture<Outcome> append(List<Entry> entries, @Nullable Condition condition, Runnable taken);

    /**
     * Waits until a commit, at which somebody read, is acknowledged.
     *
     * @return {@link Outcome.Appended} when it is; {@link Outcome.Superseded} if it turned out void, so that what was
     *     read must be read again; {@link Outcome.Unknown} if it can't be known, or not in time
     */
    CompletableFuture<Outcome> acknowledged(Anchor tip);

    /** Calls back after each advance of {@link #head()}, on a thread of the ledger's: be quick. */
    Runnable onAdvance(Runnable callback);

    /** How the ledger fares now. */
    Status status();

    @Override
    void close();

    /**
     * How a ledger fares.
     *
     * @param state     what it does
     * @param reachable whether the log was in reach of late, and fit to be written
     * @param because   why it stopped, or can't write now, or can't be reached; empty otherwise
     * @param lag       records in the log that are not read yet, −1 if unknown
     */
    record Status(State state, boolean reachable, String because, long lag) {}

    /** What a ledger does. */
    enum State {
        /** It reads what is in the log. */
        STARTING,
        /** It takes appends. */
        WRITING,
        /** It finds out what became of what was in flight. */
        RECOVERING,
        /** It only reads. */
        FOLLOWING,
        /** It found something that must not be skipped. */
        STOPPED
    }
}
