/** Load by which everything is measured alike: what is ours, what it is compared with, and what limits both. */
@NullMarked
package io.rackledger.load;

import org.jspecify.annotations.NullMarked;
