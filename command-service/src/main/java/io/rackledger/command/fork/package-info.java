/** What commands would lead to: decisions on a copy of the ledger that nobody else sees and nothing keeps. */
package io.rackledger.command.fork;
