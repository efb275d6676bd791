package io.rackledger.events;

import java.math.BigDecimal;

/**
 * An amount of anything.
 *
 * @param unit such as {@code MW}, {@code GPU}, {@code percent}, or a currency by its ISO 4217 code
 */
public record Quantity(BigDecimal amount, String unit) {}
