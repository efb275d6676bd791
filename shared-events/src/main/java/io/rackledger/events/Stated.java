package io.rackledger.events;

import org.jspecify.annotations.Nullable;

/** The size that a source gives a shift: shown, never computed with where the lots are unknown. */
public record Stated(@Nullable Measures measures, @Nullable MoneyRange range) {}
