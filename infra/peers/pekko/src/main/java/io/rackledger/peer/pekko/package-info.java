/** Event sourced actors of Pekko Persistence, as a peer of our commands. */
@NullMarked
package io.rackledger.peer.pekko;

import org.jspecify.annotations.NullMarked;
