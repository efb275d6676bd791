package io.rackledger.ledger.kafka;

import java.net.URI;

/**
 * An instance that serves ledgers, as the others see it.
 *
 * @param id      drawn anew at each start
 * @param address where it is reached over HTTP
 */
public record Instance(String id, URI address) {}
