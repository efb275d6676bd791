package io.rackledger.ledger;

import io.rackledger.format.Anchor;

/**
 * What an index holds of a log already: the log must hold this commit, at this offset, or acknowledged commits were lost.
 *
 * @param offset of the last commit that it holds
 * @param anchor that commit
 * @param index  its file
 */
public record ReadBefore(long offset, Anchor anchor, String index) {}
