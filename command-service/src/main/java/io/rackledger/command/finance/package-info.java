/** Who owes what and what would make it due, who tells which figures, and who raises money. */
package io.rackledger.command.finance;
