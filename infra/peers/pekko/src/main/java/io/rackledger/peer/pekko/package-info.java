/** Event sourced actors of Pekko Persistence, as a peer of our commands. */
package io.rackledger.peer.pekko;
