package io.rackledger.command.decision;

import io.rackledger.events.AnomalyFlagged;
import io.rackledger.events.CommandRefused;
import io.rackledger.events.DeliveryRecorded;
import io.rackledger.events.Event;
import io.rackledger.events.FacilityLeased;
import io.rackledger.events.FactCorrected;
import io.rackledger.events.FactRetracted;
import io.rackledger.events.LeaseAmended;
import io.rackledger.events.LeaseTerminated;
import io.rackledger.events.OrderCancelled;
import io.rackledger.events.OrderShiftedToVendor;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.Recorded;
import io.rackledger.events.ServerOrderAmended;
import io.rackledger.events.ServerOrderPlaced;
import io.rackledger.events.SourceRegistered;
import io.rackledger.events.Tag;
import io.rackledger.events.Tags;
import io.rackledger.events.WorkloadPlaced;
import io.rackledger.events.WorkloadTransitioned;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;

/** By which tags decisions find a fact that they rest on. */
public final class Dependence {
    /** What can be corrected, retracted and spoken of: all but what the ledger itself adds. */
    public static final Set<Class<? extends Event>> FACTS = facts();

    private Dependence() {}

    @SuppressWarnings("unchecked")
    private static Set<Class<? extends Event>> facts() {
        Set<Class<?>> others =
                Set.of(FactCorrected.class, FactRetracted.class, AnomalyFlagged.class, CommandRefused.class);
        return Arrays.stream(Event.class.getPermittedSubclasses())
                .filter(type -> !others.contains(type))
                .map(type -> (Class<? extends Event>) type)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Tags, one of which every later fact carries that rests on this one. What an order's events say of its buyer and
     * vendors rests on the order alone, and what happens at a facility on the facility. What is not named here rests
     * on all of its tags: that may be more than is needed, and asks anew of facts that turn out to stand.
     */
    public static Set<Tag> tags(Recorded fact) {
        Set<Tag> tags = new LinkedHashSet<>();
        tags.add(Tag.event(fact.id()));
        switch (fact.event()) {
            case ServerOrderPlaced e -> tags.add(Tag.of(e.order()));
            case ServerOrderAmended e -> tags.add(Tag.of(e.order()));
            case OrderShiftedToVendor e -> tags.add(Tag.of(e.order()));
            case OrderCancelled e -> tags.add(Tag.of(e.order()));
            case DeliveryRecorded e -> {
                tags.add(Tag.of(e.order()));
                tags.add(Tag.of(e.delivery()));
            }
            case WorkloadPlaced e -> tags.add(Tag.of(e.facility()));
            case WorkloadTransitioned e -> {
                tags.add(Tag.of(e.fromFacility()));
                tags.add(Tag.of(e.toFacility()));
            }
            case FacilityLeased e -> lease(tags, e);
            case LeaseAmended e -> tags.add(Tag.of(e.facility()));
            case LeaseTerminated e -> tags.add(Tag.of(e.facility()));
            case SourceRegistered e -> tags.addAll(Tags.of(e));
            case PartyRegistered e -> {
                tags.addAll(Tags.of(e));
                tags.add(Tag.buyer(e.party()));
                tags.add(Tag.vendor(e.party()));
            }
            default -> tags.addAll(Tags.of(fact.event()));
        }
        return tags;
    }

    private static void lease(Set<Tag> tags, FacilityLeased leased) {
        tags.add(Tag.of(leased.facility()));
        tags.add(Tag.of(leased.lease()));
    }
}
