package io.rackledger.events;

import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** A party owes, and certain events would make it owe sooner. */
public record ObligationRecorded(
        ObligationId obligation,
        PartyId party,
        String instrument,
        Money principal,
        @Nullable ValidTime maturity,
        List<Trigger> triggers)
        implements Event {
    public ObligationRecorded {
        triggers = List.copyOf(triggers);
    }
}
