package io.rackledger.query.programme;

import io.rackledger.events.PartyId;
import io.rackledger.events.ProgrammeDefined;
import io.rackledger.events.ProgrammeId;
import io.rackledger.events.Recorded;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Fact;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A build-out as it is defined. Immutable. */
record ProgrammeState(ProgrammeId programme, @Nullable Definition definition) {
    /** What it is to come to. */
    record Definition(
            PartyId owner,
            String name,
            @Nullable Long targetGpus,
            @Nullable ValidTime readyBy,
            @Nullable BigDecimal vendorShareCap,
            Fact fact) {}

    ProgrammeState after(Recorded recorded) {
        return recorded.event() instanceof ProgrammeDefined e
                ? new ProgrammeState(
                        programme,
                        new Definition(
                                e.owner(),
                                e.name(),
                                e.targetGpus(),
                                e.readyBy(),
                                e.vendorShareCap(),
                                Fact.of(recorded)))
                : this;
    }
}
