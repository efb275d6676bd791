/** The outbox of a service that keeps its state in PostgreSQL, as a peer of our commands. */
package io.rackledger.peer.outbox;
