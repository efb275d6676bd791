package io.rackledger.events;

import org.jspecify.annotations.Nullable;

/** Where a facility stands; {@code unlocode} as in UN/LOCODE without the blank, for example {@code USMEM}. */
public record Place(@Nullable String unlocode, @Nullable String name) {}
