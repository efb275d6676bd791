package io.rackledger.events;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A build-out was defined; {@code vendorShareCap} bounds what one vendor may be committed, 0 to 1. */
public record ProgrammeDefined(
        ProgrammeId programme,
        PartyId owner,
        String name,
        @Nullable Long targetGpus,
        @Nullable ValidTime readyBy,
        @Nullable BigDecimal vendorShareCap)
        implements Event {}
