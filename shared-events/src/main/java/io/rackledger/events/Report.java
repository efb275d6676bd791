package io.rackledger.events;

import java.time.LocalDate;

/** A periodic report by its form and the end of the period that it covers. */
public record Report(String form, LocalDate periodEnd) {}
