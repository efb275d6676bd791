package io.rackledger.ledger;

import io.rackledger.format.Entry;
import io.rackledger.format.Hash;
import java.time.Instant;

/**
 * An event in its ledger.
 *
 * @param position   gapless, from 0
 * @param recordedAt when its commit was chained
 * @param commit     the hash of its commit
 * @param entry      the event
 */
public record StoredEvent(long position, Instant recordedAt, Hash commit, Entry entry) {}
