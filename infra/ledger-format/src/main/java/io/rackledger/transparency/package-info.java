/**
 * Evidence that a ledger holds an event, and still holds all that it held before: the events are the leaves of the
 * Merkle tree of RFC 6962; its root is signed as a checkpoint; proofs are checked against that, without the ledger.
 * {@code infra/docs/evidence.md} says what every byte means. The JDK alone.
 */
@NullMarked
package io.rackledger.transparency;

import org.jspecify.annotations.NullMarked;
