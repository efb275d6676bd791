/**
 * The examples of dynamic consistency boundaries at dcb.events, each given, when and then of them as a test of the ledger,
 * with a race beside them that a boundary is there to decide.
 */
@NullMarked
package io.rackledger.ledger.dcb;

import org.jspecify.annotations.NullMarked;
