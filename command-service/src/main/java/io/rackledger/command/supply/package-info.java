/** Who makes which component for whom, and how supply stands. */
package io.rackledger.command.supply;
