package io.rackledger.query.follow;

import io.rackledger.events.Recorded;
import io.rackledger.format.Anchor;
import io.rackledger.format.Commit;
import io.rackledger.format.Criterion;
import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import io.rackledger.ledger.Condition;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.Outcome;
import io.rackledger.ledger.StoredEvent;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A ledger as it would read if other events stood from some position on. Nothing can be appended. Thread-safe. */
final class SupposedLedger implements Ledger {
    private final Ledger ledger;
    private final long at;
    private final List<StoredEvent> supposed;

    /**
     * A ledger of the first {@code at} events, and these.
     *
     * @param supposed in the order of their positions, gapless from {@code at}
     * @throws IllegalArgumentException if their positions don't continue the ledger's
     */
    SupposedLedger(Ledger ledger, long at, List<Recorded> supposed) {
        for (int i = 0; i < supposed.size(); i++) {
            if (supposed.get(i).position() != at + i) {
                throw new IllegalArgumentException(
                        "position " + supposed.get(i).position() + " where " + (at + i) + " comes next");
            }
        }
        this.ledger = ledger;
        this.at = at;
        this.supposed = supposed.stream()
                .map(recorded -> LedgerEvents.written(recorded, Hash.ZERO))
                .toList();
    }

    @Override
    public String name() {
        return ledger.name();
    }

    @Override
    public Anchor tip() {
        return head();
    }

    @Override
    public Anchor head() {
        return new Anchor(at + supposed.size(), Hash.ZERO);
    }

    @Override
    public List<StoredEvent> source(Collection<Criterion> criteria, long from, Anchor upTo) {
        Anchor head = ledger.head();
        List<StoredEvent> recorded = ledger.source(criteria, from, head);
        if (recorded == null) {
            throw new IllegalStateException("the acknowledged head " + head + " is not on the chain");
        }
        return Stream.concat(
                        recorded.stream().filter(event -> event.position() < at),
                        supposed.stream()
                                .filter(event -> event.position() >= from)
                                .filter(event ->
                                        criteria.stream().anyMatch(criterion -> criterion.matches(event.entry()))))
                .filter(event -> event.position() < upTo.size())
                .toList();
    }

    @Override
    public List<StoredEvent> read(long from, int most) {
        int ofLedger = (int) Math.clamp(at - from, 0, most);
        List<StoredEvent> recorded = ofLedger == 0 ? List.of() : ledger.read(from, ofLedger);
        return Stream.concat(recorded.stream(), supposed.stream().skip(Math.max(0, from - at)))
                .limit(most)
                .toList();
    }

    @Override
    public List<StoredEvent> poll(long from, int most, Duration limit) {
        return read(from, most);
    }

    @Override
    public List<Commit> commits(int from, int most) {
        throw new UnsupportedOperationException("what is supposed was never committed");
    }

    @Override
    public CompletableFuture<Outcome> append(List<Entry> entries, @Nullable Condition condition, Runnable taken) {
        throw new UnsupportedOperationException("nothing is written on a supposition");
    }

    @Override
    public CompletableFuture<Outcome> acknowledged(Anchor tip) {
        throw new UnsupportedOperationException("what is supposed is never acknowledged");
    }

    @Override
    public Runnable onAdvance(Runnable callback) {
        throw new UnsupportedOperationException("what is supposed doesn't go on");
    }

    @Override
    public Status status() {
        return ledger.status();
    }

    /** The ledger beneath is another's to close. */
    @Override
    public void close() {}
}
