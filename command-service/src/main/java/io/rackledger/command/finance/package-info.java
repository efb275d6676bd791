/** Who owes what, and what would make it due. */
package io.rackledger.command.finance;
