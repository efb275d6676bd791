/** Real damage to a broker and services that run, and whether clients, log and views agree after it. */
@NullMarked
package io.rackledger.quickstart.chaos;

import org.jspecify.annotations.NullMarked;
