package io.rackledger.command.axon;

import io.rackledger.command.decision.Criterion;
import io.rackledger.events.Recorded;
import io.rackledger.events.Tag;
import io.rackledger.events.wire.Envelope;
import io.rackledger.events.wire.EventCodec;
import io.rackledger.events.wire.EventType;
import io.rackledger.format.Anchor;
import io.rackledger.format.Entry;
import io.rackledger.ledger.Condition;
import io.rackledger.ledger.Ledger;
import io.rackledger.ledger.StoredEvent;
import io.rackledger.ledger.axon.LedgerEventStorageEngine;
import io.rackledger.ledger.axon.SupersededException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What one decision reads, all of it at one commit of the tip, and so the condition under which it stands. Confined to
 * one command.
 */
final class Reading {
    private final Ledger ledger;
    private final EventCodec codec;
    private final EventsAtHand atHand;
    private final Anchor at;
    private final io.rackledger.format.Criterion command;
    private final List<io.rackledger.format.Criterion> read = new ArrayList<>();

    /** An event with the hash of its command's body. */
    record Read(Recorded event, String bodyHash) {}

    /**
     * Of a command.
     *
     * @param at the commit at which everything is read
     */
    Reading(Ledger ledger, EventCodec codec, EventsAtHand atHand, Anchor at, String command) {
        this.ledger = ledger;
        this.codec = codec;
        this.atHand = atHand;
        this.at = at;
        this.command = ledgers(List.of(), List.of(Tag.command(command)));
    }

    /**
     * What the command itself has led to before.
     *
     * @throws SupersededException if the commit turned out void, here and below
     */
    List<Read> sameCommand() {
        return source(List.of(command), 0).stream()
                .map(stored ->
                        new Read(recorded(stored), stored.entry().metadata().getOrDefault(Envelope.BODY, "")))
                .toList();
    }

    /** The events of a boundary. */
    List<Recorded> all(List<io.rackledger.format.Criterion> criteria) {
        return since(0, criteria);
    }

    /** The events of a boundary from position {@code from} on; below nothing of it may have changed. */
    List<Recorded> since(long from, List<io.rackledger.format.Criterion> criteria) {
        read.addAll(criteria);
        return source(criteria, from).stream().map(this::recorded).toList();
    }

    private List<StoredEvent> source(List<io.rackledger.format.Criterion> criteria, long from) {
        List<StoredEvent> events = ledger.source(criteria, from, at);
        if (events == null) {
            throw new SupersededException();
        }
        return events;
    }

    /** Nothing rests on what was read of boundaries so far. */
    void startOver() {
        read.clear();
    }

    /** Nothing of what was read may have changed since. */
    Condition condition() {
        List<io.rackledger.format.Criterion> all = new ArrayList<>(read);
        all.add(command);
        return new Condition(at, at.size(), all);
    }

    private Recorded recorded(StoredEvent stored) {
        Recorded decided = atHand.get(stored);
        return decided == null ? decoded(stored) : decided;
    }

    private Recorded decoded(StoredEvent stored) {
        Entry entry = stored.entry();
        return Envelope.read(
                codec,
                stored.position(),
                entry.id(),
                LedgerEventStorageEngine.writtenAt(stored),
                entry.type(),
                entry.version(),
                entry.metadata(),
                entry.payload());
    }

    /** Criteria as a ledger reads them. */
    static List<io.rackledger.format.Criterion> ledgers(Collection<Criterion> criteria) {
        return criteria.stream()
                .map(criterion -> ledgers(
                        criterion.types().stream()
                                .map(type -> EventType.of(type).wireName())
                                .toList(),
                        criterion.tags()))
                .toList();
    }

    private static io.rackledger.format.Criterion ledgers(Collection<String> types, Collection<Tag> tags) {
        return io.rackledger.format.Criterion.of(
                types,
                tags.stream()
                        .map(tag -> new io.rackledger.format.Tag(tag.key(), tag.value()))
                        .toList());
    }
}
