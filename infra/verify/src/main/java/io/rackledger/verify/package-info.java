/** Verifies what a ledger exports, far from the ledger: no server, no broker, nothing but the file and a key. */
package io.rackledger.verify;
