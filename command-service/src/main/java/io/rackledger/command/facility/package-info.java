/** Facilities: who controls them, what runs in them, who leases how much of them. */
package io.rackledger.command.facility;
