package io.rackledger.format;

/**
 * A commit by the number of events up to and including its own, and its hash: what someone remembers in order to notice
 * that a ledger is no longer what it was.
 */
public record Anchor(long size, Hash hash) {}
