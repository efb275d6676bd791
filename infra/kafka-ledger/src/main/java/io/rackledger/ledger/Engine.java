package io.rackledger.ledger;

import io.rackledger.format.Anchor;
import io.rackledger.format.Chain;
import io.rackledger.format.Commit;
import io.rackledger.format.DecidedOn;
import io.rackledger.format.Hash;
import io.rackledger.format.Head;
import io.rackledger.format.Header;
import io.rackledger.format.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The ledger's engine: compare-and-append on a log that can only append. A state machine of one thread, without I/O,
 * clock or threads of its own: inputs come in as method calls with the time, what it wants done goes out through
 * {@link Effects}.
 *
 * <p><b>How it is safe.</b> Each record names the hash of its predecessor, and a record whose predecessor is not the
 * head is void for every reader. So an append that was checked against the tip stands only if nothing came between;
 * nothing is fenced by time, and a zombie's records end as void ones.
 *
 * <p><b>How it is quick.</b> Appends are chained on commits that are still in flight (the overlay), and many are in
 * flight at once. A commit is proven by its offset where its predecessor is proven at the offset before and nothing
 * failed since the last seal; everything else is proven by reading.
 *
 * <p><b>After any error</b> nothing is known of what was in flight. A seal, which extends the last proven commit, decides:
 * either it stands, and all that was in flight behind that commit is void; or one of those commits stands, and the
 * next seal goes behind it.
 *
 * <pre>
 * phase     | input                              | next      | does
 * ----------+------------------------------------+-----------+---------------------------------------------
 * READING   | caught up, as an assigned writer   | SEALING   | sends a seal, or the genesis of an empty log
 * READING   | caught up, otherwise               | FOLLOWING | refuses what is queued
 * FOLLOWING | the ledger is assigned to a writer | SEALING   | sends a seal
 * SEALING   | own seal read, and it stands       | OPEN      | checks, chains and sends again what is void
 * SEALING   | own seal read, and it is void      | SEALING   | sends a seal on the new head
 * SEALING   | the seal failed, or was            | SEALING   | sends a seal after a while
 *           |  acknowledged as above             |           |
 * OPEN      | a send failed, or was acknowledged | SEALING   | takes back the overlay, sends a seal
 *           |  at an offset that held another;   |           |
 *           | a commit in flight is read as void |           |
 * OPEN      | another writer's commit stands     | OPEN      | takes back the overlay, checks, chains, sends
 * SEALING,  | another writer's seal stands, and  | FOLLOWING | refuses what is queued
 *  OPEN     | the ledger is not assigned here    |           |
 * any       | a record stops the chain           | STOPPED   | refuses everything, for ever
 * </pre>
 *
 * <p>The file is longer than others because this table should be read beside all of its code.
 */
final class Engine {
    /** Where the engine stands. */
    enum Phase {
        READING,
        SEALING,
        OPEN,
        FOLLOWING,
        STOPPED
    }

    /** A commit that was sent, with the append it holds. */
    private static final class InFlight {
        final Append append;
        final Commit commit;
        final byte[] value;
        final long sendId;
        final Instant sentAt;
        final List<Refused> refused = new ArrayList<>();
        long offset = -1;

        InFlight(Append append, Commit commit, byte[] value, long sendId, Instant sentAt) {
            this.append = append;
            this.commit = commit;
            this.value = value;
            this.sendId = sendId;
            this.sentAt = sentAt;
        }
    }

    /** An append that an event in flight contradicts: it is told so when that stands, and checked anew when it doesn't. */
    private record Refused(Append append, Outcome.Conflict conflict) {}

    private final String ledger;
    private final LedgerSettings settings;
    private final LedgerIndex index;
    private final Effects effects;
    private final LedgerObserver observer;
    private final RandomGenerator random;
    private final String writer;
    private final boolean writes;
    private final Chain chain;

    private final Deque<Append> queue = new ArrayDeque<>();
    private final Deque<InFlight> overlay = new ArrayDeque<>();
    private final Deque<InFlight> doubtful = new ArrayDeque<>();
    private final Waiters waiters;
    private Phase phase = Phase.READING;
    private boolean assigned = true;
    private String stoppedBecause = "";
    private long scanned;
    private long nextSendId;
    private long queuedBytes;
    private long inFlightBytes;
    private int mostRecordBytes;
    private int held;
    private byte @Nullable [] seal;
    private long sealSendId = -1;
    private Instant sealAgainAt = Instant.MAX;
    private Instant contestedUntil = Instant.MIN;
    private Instant notBefore = Instant.MIN;

    Engine(
            String ledger,
            boolean writes,
            LedgerSettings settings,
            LedgerIndex index,
            Effects effects,
            LedgerObserver observer,
            RandomGenerator random) {
        this.ledger = ledger;
        this.writes = writes;
        this.settings = settings;
        this.mostRecordBytes = settings.mostRecordBytes();
        this.index = index;
        this.effects = effects;
        this.observer = observer;
        this.random = random;
        this.writer = randomHex(random);
        IndexedHead indexed = index.head();
        this.chain = new Chain(ledger, indexed.genesis(), indexed.head(), index::isAcknowledged);
        this.scanned = indexed.offset();
        this.waiters = new Waiters(settings.mostWaiting(), effects);
    }

    private static String randomHex(RandomGenerator random) {
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    Phase phase() {
        return phase;
    }

    /** Why it stopped; empty while it hasn't. */
    String stoppedBecause() {
        return stoppedBecause;
    }

    /** The last acknowledged commit. */
    Head head() {
        return chain.head();
    }

    Header.@Nullable Genesis genesis() {
        return chain.genesis();
    }

    // ---- inputs -------------------------------------------------------------------------------------------------

    /** The reader has come to what was the log's end when it started. */
    void caughtUp(Instant now) {
        if (phase == Phase.READING) {
            if (writes && assigned) {
                startSealing(now);
            } else {
                phase = Phase.FOLLOWING;
                refuseQueued(onlyReads());
            }
        }
    }

    /** A record of the log, in the order of the offsets; one that is known already is skipped. */
    void record(long offset, byte[] value, Instant now) {
        if (offset <= scanned || phase == Phase.STOPPED) {
            return;
        }
        scanned = offset;
        InFlight first = overlay.peekFirst();
        if (first != null && Arrays.equals(first.value, value)) {
            proveFirst(now);
        } else {
            switch (chain.judge(value)) {
                case Verdict.Valid valid -> valid(valid.commit(), now);
                case Verdict.Stop stop -> stop(stoppedAt(offset, stop.because()));
                case Verdict.Void nothing -> {
                    observer.voidRecord(offset, nothing.because());
                    if (phase == Phase.SEALING && Arrays.equals(seal, value)) {
                        sendSeal(now);
                    } else if (phase == Phase.OPEN && isInFlight(value)) {
                        startSealing(now);
                    }
                }
            }
        }
        proveByOffsets(now);
        pump(now);
    }

    private static String stoppedAt(long offset, String because) {
        return "the record at offset " + offset + " stops the ledger: " + because
                + ". Nothing beyond it is read or written. Where a newer version wrote it, start that version; otherwise"
                + " restore the topic, or copy what lies before that offset to a new one and start on that without an"
                + " index";
    }

    /** Its own commit, and void: it overtook the one that it extends, so nothing behind it will ever be proven. */
    private boolean isInFlight(byte[] value) {
        return overlay.stream().anyMatch(sent -> Arrays.equals(sent.value, value));
    }

    /**
     * A send was acknowledged at an offset; −1 if the broker doesn't say. One that was read already, and held something
     * else, proves nothing: only a seal tells what became of the commit.
     */
    void acknowledged(long sendId, long offset, Instant now) {
        if (phase == Phase.SEALING && sendId == sealSendId && offset >= 0 && offset <= scanned) {
            failed(sendId, now);
        }
        if (phase != Phase.OPEN) {
            return;
        }
        for (InFlight sent : overlay) {
            if (sent.sendId == sendId) {
                if (offset >= 0 && offset <= scanned) {
                    startSealing(now);
                } else {
                    sent.offset = offset;
                    proveByOffsets(now);
                    pump(now);
                }
                return;
            }
        }
    }

    /** A send failed: it may have landed or not, and so may all that was sent after it. */
    void failed(long sendId, Instant now) {
        if (phase == Phase.SEALING && sendId == sealSendId) {
            effects.abandonSends();
            sealSendId = -1;
            sealAgainAt = now.plus(settings.sealRetry());
        } else if (phase == Phase.OPEN && overlay.stream().anyMatch(sent -> sent.sendId == sendId)) {
            startSealing(now);
        }
    }

    /** Somebody wants to append. */
    void append(Append append, Instant now) {
        String refusal = refusal(append);
        if (refusal != null) {
            append.tell(new Outcome.Unavailable(refusal), effects);
            return;
        }
        enqueue(append);
        pump(now);
    }

    /** Tells the listener when that commit, at which somebody read, is acknowledged or void, or can't be known in time. */
    void await(Anchor tip, Instant deadline, Consumer<Outcome> listener) {
        waiters.add(tip, deadline, listener);
        settleWaiters();
    }

    /** The log takes no records beyond that size; it may be less than the settings allow. */
    void mostRecordBytes(int bytes) {
        mostRecordBytes = Math.min(bytes, settings.mostRecordBytes());
    }

    /** Whether this instance is meant to write; if not, it stands down at another writer's seal, until it is again. */
    void assigned(boolean assigned, Instant now) {
        this.assigned = assigned;
        if (assigned && writes && phase == Phase.FOLLOWING) {
            startSealing(now);
        }
    }

    /** Reading the log failed for good. */
    void unreadable(String because) {
        stop(because);
    }

    /** Time has passed. */
    void tick(Instant now) {
        expire(now);
        if (phase == Phase.SEALING && now.isAfter(sealAgainAt)) {
            sendSeal(now);
        }
        pump(now);
    }

    // ---- appending ----------------------------------------------------------------------------------------------

    private @Nullable String refusal(Append append) {
        if (phase == Phase.STOPPED) {
            return stoppedBecause;
        }
        if (phase == Phase.FOLLOWING) {
            return onlyReads();
        }
        if (queue.size() + held >= settings.mostQueued() || queuedBytes + append.bytes > settings.mostQueuedBytes()) {
            return "too many appends are waiting";
        }
        return null;
    }

    private String onlyReads() {
        return "this instance only reads ledger '" + ledger + "'";
    }

    private void enqueue(Append append) {
        queue.addLast(append);
        queuedBytes += append.bytes;
    }

    private void pump(Instant now) {
        int window = now.isBefore(contestedUntil) ? 1 : settings.mostInFlight();
        while (phase == Phase.OPEN && overlay.size() < window && hasRoom() && !now.isBefore(notBefore)) {
            Append append = queue.removeFirst();
            queuedBytes -= append.bytes;
            chain(append, now);
        }
    }

    /** Whether the next append may be in flight too; one always may. */
    private boolean hasRoom() {
        Append next = queue.peekFirst();
        return next != null && (overlay.isEmpty() || inFlightBytes + next.bytes <= settings.mostInFlightBytes());
    }

    private void chain(Append append, Instant now) {
        Condition condition = append.condition;
        if (condition != null) {
            if (!index.contains(condition.anchor())) {
                append.tell(new Outcome.Superseded(), effects);
                return;
            }
            long conflict = index.firstMatch(condition.criteria(), condition.marker());
            if (conflict >= 0) {
                refuse(append, new Outcome.Conflict(conflict));
                return;
            }
        }
        Head tip = index.tip();
        Commit commit = Commit.of(tip.hash(), header(Header.Kind.COMMIT, tip, condition, now), append.entries);
        byte[] value = commit.encode();
        if (value.length > mostRecordBytes) {
            append.tell(new Outcome.TooLarge(value.length, mostRecordBytes), effects);
            return;
        }
        index.apply(commit);
        InFlight sent = new InFlight(append, commit, value, nextSendId++, now);
        overlay.addLast(sent);
        inFlightBytes += append.bytes;
        effects.send(sent.sendId, value);
        append.taken(effects);
    }

    /** Nobody is told of an event that may turn out void; so the refusal waits for what it was decided on. */
    private void refuse(Append append, Outcome.Conflict conflict) {
        InFlight last = overlay.peekLast();
        if (last == null || conflict.position() < chain.head().size()) {
            append.tell(conflict, effects);
            return;
        }
        last.refused.add(new Refused(append, conflict));
        held++;
        queuedBytes += append.bytes;
    }

    /** The appends that were held with a commit, no longer counted as waiting. */
    private List<Refused> release(InFlight sent) {
        List<Refused> released = List.copyOf(sent.refused);
        sent.refused.clear();
        held -= released.size();
        released.forEach(refused -> queuedBytes -= refused.append().bytes);
        return released;
    }

    private Header header(Header.Kind kind, Head tip, @Nullable Condition condition, Instant now) {
        Head head = chain.head();
        return new Header(
                kind,
                tip.size(),
                now.isBefore(tip.recordedAt()) ? tip.recordedAt() : now,
                writer,
                head.hash().equals(Hash.ZERO) ? null : head.anchor(),
                condition == null ? null : new DecidedOn(condition.anchor(), condition.marker(), condition.criteria()),
                kind == Header.Kind.GENESIS ? new Header.Genesis(ledger, randomHex(random)) : null);
    }

    // ---- proof --------------------------------------------------------------------------------------------------

    private void proveByOffsets(Instant now) {
        InFlight first = overlay.peekFirst();
        while (phase == Phase.OPEN && first != null && first.offset >= 0 && first.offset == scanned + 1) {
            scanned++;
            proveFirst(now);
            first = overlay.peekFirst();
        }
    }

    private void proveFirst(Instant now) {
        InFlight proven = overlay.removeFirst();
        inFlightBytes -= proven.append.bytes;
        chain.extend(proven.commit);
        index.acknowledge(scanned);
        tellAppended(proven, now);
        settleWaiters();
    }

    private void tellAppended(InFlight proven, Instant now) {
        Commit commit = proven.commit;
        observer.acknowledged(commit.entries().size(), proven.value.length, Duration.between(proven.sentAt, now));
        proven.append.tell(
                new Outcome.Appended(
                        commit.header().position(),
                        commit.head().anchor(),
                        commit.header().recordedAt()),
                effects);
        release(proven).forEach(refused -> refused.append().tell(refused.conflict(), effects));
    }

    private void valid(Commit commit, Instant now) {
        InFlight mine = doubtful.peekFirst();
        if (mine != null && mine.commit.equals(commit)) {
            doubtful.removeFirst();
            index.apply(commit);
            index.acknowledge(scanned);
            tellAppended(mine, now);
        } else {
            List<Append> overtaken = takeBack(commit);
            index.apply(commit);
            index.acknowledge(scanned);
            if (phase == Phase.SEALING && isOwnSeal(commit)) {
                phase = Phase.OPEN;
                seal = null;
            } else if (phase == Phase.OPEN || phase == Phase.SEALING) {
                foreign(commit, now);
            }
            requeue(overtaken);
        }
        settleWaiters();
    }

    private boolean isOwnSeal(Commit commit) {
        return commit.header().writer().equals(writer) && commit.entries().isEmpty();
    }

    /** Everything that was in flight when another record extended the head: void, all of it. */
    private List<Append> takeBack(Commit overtakenBy) {
        List<Append> overtaken = new ArrayList<>();
        for (InFlight sent : inDoubtOrFlight()) {
            overtaken.add(sent.append);
            release(sent).forEach(refused -> overtaken.add(refused.append()));
        }
        if (!overlay.isEmpty()) {
            observer.overtaken(overlay.size());
            Header header = overtakenBy.header();
            index.truncate(new Head(header.position(), overtakenBy.prev(), header.recordedAt()));
        }
        doubtful.clear();
        emptyOverlay();
        return overtaken;
    }

    private void emptyOverlay() {
        overlay.clear();
        inFlightBytes = 0;
    }

    private List<InFlight> inDoubtOrFlight() {
        List<InFlight> all = new ArrayList<>(doubtful);
        all.addAll(overlay);
        return all;
    }

    private void foreign(Commit commit, Instant now) {
        contestedUntil = now.plus(settings.contestedFor());
        notBefore =
                now.plusMillis(random.nextLong(1 + settings.contestedBackoff().toMillis()));
        if (commit.header().kind() == Header.Kind.SEAL && !assigned) {
            phase = Phase.FOLLOWING;
            refuseQueued(stoodDown());
        }
    }

    private String stoodDown() {
        return "another instance writes ledger '" + ledger + "' now";
    }

    /**
     * Puts appends whose commits are void before all others, in their order, to be checked and chained anew. Their markers
     * stay: one that was decided on a commit that is void now is superseded, and below any other nothing has changed.
     */
    private void requeue(List<Append> appends) {
        for (Append append : appends.reversed()) {
            if (append.told()) {
                continue;
            }
            if (phase == Phase.FOLLOWING) {
                append.tell(new Outcome.Unavailable(stoodDown()), effects);
                continue;
            }
            queue.addFirst(append);
            queuedBytes += append.bytes;
        }
    }

    // ---- sealing ------------------------------------------------------------------------------------------------

    private void startSealing(Instant now) {
        phase = Phase.SEALING;
        effects.abandonSends();
        doubtful.addAll(overlay);
        emptyOverlay();
        index.truncate(chain.head());
        sendSeal(now);
    }

    private void sendSeal(Instant now) {
        Head head = chain.head();
        Header.Kind kind = head.hash().equals(Hash.ZERO) ? Header.Kind.GENESIS : Header.Kind.SEAL;
        Commit commit = Commit.of(head.hash(), header(kind, head, null, now), List.of());
        byte[] value = commit.encode();
        seal = value;
        sealSendId = nextSendId++;
        sealAgainAt = Instant.MAX;
        observer.sealing();
        effects.send(sealSendId, value);
    }

    // ---- endings ------------------------------------------------------------------------------------------------

    private void expire(Instant now) {
        queue.removeIf(append -> {
            boolean late = now.isAfter(append.deadline);
            if (late) {
                append.tell(late(), effects);
                queuedBytes -= append.bytes;
            }
            return late;
        });
        overlay.forEach(sent -> expireSent(sent, now));
        doubtful.forEach(sent -> expireSent(sent, now));
        waiters.expire(now);
    }

    private static Outcome late() {
        return new Outcome.Unavailable("the ledger did not become ready in time");
    }

    private void expireSent(InFlight sent, Instant now) {
        if (now.isAfter(sent.append.deadline)) {
            sent.append.tell(
                    new Outcome.Unknown("it was sent, and the log has not shown in time what became of it"), effects);
        }
        for (Refused refused : sent.refused) {
            if (now.isAfter(refused.append().deadline)) {
                refused.append().tell(late(), effects);
            }
        }
    }

    private void settleWaiters() {
        waiters.settle(this::fateOf);
    }

    /** What became of a tip at which somebody read; null while nobody can know. */
    private @Nullable Outcome fateOf(Anchor tip) {
        if (phase == Phase.STOPPED) {
            return new Outcome.Unknown(stoppedBecause);
        }
        if (tip.hash().equals(Hash.ZERO) || chain.contains(tip)) {
            return new Outcome.Appended(tip.size(), tip, chain.head().recordedAt());
        }
        boolean pending = index.contains(tip)
                || (phase == Phase.SEALING && tip.size() > chain.head().size());
        return pending ? null : new Outcome.Superseded();
    }

    private void stop(String because) {
        if (phase == Phase.STOPPED) {
            return;
        }
        phase = Phase.STOPPED;
        stoppedBecause = because;
        refuseQueued(because);
        for (InFlight sent : inDoubtOrFlight()) {
            sent.append.tell(new Outcome.Unknown(because), effects);
            release(sent).forEach(refused -> refused.append().tell(new Outcome.Unavailable(because), effects));
        }
        emptyOverlay();
        doubtful.clear();
        index.truncate(chain.head());
        effects.abandonSends();
        settleWaiters();
    }

    private void refuseQueued(String because) {
        queue.forEach(append -> append.tell(new Outcome.Unavailable(because), effects));
        queue.clear();
        queuedBytes = 0;
    }
}
