/**
 * The listing rules of the exchanges as versioned rule sets, and the one calendar that every deadline is counted with.
 *
 * <p>Everything here is a pure function of its arguments: no clock, no randomness, no writing. All types are immutable
 * and safe to share between threads. Absent means unknown: where a fact or a rule is not known, no deadline is derived.
 */
@NullMarked
package io.rackledger.listing;

import org.jspecify.annotations.NullMarked;
