/** A witness of transparency logs, c2sp.org/tlog-witness: cosigns what follows from what it cosigned before, and no other. */
package io.rackledger.witness;
