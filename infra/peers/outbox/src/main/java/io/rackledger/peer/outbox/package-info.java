/** The outbox of a service that keeps its state in PostgreSQL, as a peer of our commands. */
@NullMarked
package io.rackledger.peer.outbox;

import org.jspecify.annotations.NullMarked;
