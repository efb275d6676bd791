/** A replay by Axon Framework 4, as its users would set it up; what our own replay is measured against. */
@NullMarked
package io.rackledger.peer.axon4;

import org.jspecify.annotations.NullMarked;
