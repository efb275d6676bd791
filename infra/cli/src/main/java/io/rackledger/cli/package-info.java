/** The command line: a client of the HTTP API, and of nothing else. */
@NullMarked
package io.rackledger.cli;

import org.jspecify.annotations.NullMarked;
