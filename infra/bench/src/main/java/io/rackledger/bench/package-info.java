/** How fast both services are over a large ledger, as clients see it. */
@NullMarked
package io.rackledger.bench;

import org.jspecify.annotations.NullMarked;
