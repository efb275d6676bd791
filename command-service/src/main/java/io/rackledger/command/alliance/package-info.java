/** Who joined forces with whom. */
package io.rackledger.command.alliance;
