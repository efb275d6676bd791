package io.rackledger.events;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Parties joined forces. */
public record AllianceFormed(AllianceId alliance, @Nullable String name, List<Membership> members) implements Event {
    public AllianceFormed {
        members = List.copyOf(members);
    }
}
