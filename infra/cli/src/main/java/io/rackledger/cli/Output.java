package io.rackledger.cli;

import java.io.PrintWriter;

/**
 * Where a call writes to: results to {@code out}, progress and failures to {@code err}.
 *
 * @param terminal whether a person watches, so that a progress line makes sense
 */
record Output(PrintWriter out, PrintWriter err, boolean terminal) {}
