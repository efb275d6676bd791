/** Listings at exchanges: filings, compliance cases from notice to cure or delisting, and what may announce one. */
package io.rackledger.command.listing;
