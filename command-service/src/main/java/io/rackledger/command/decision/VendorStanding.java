package io.rackledger.command.decision;

import io.rackledger.events.Event;
import io.rackledger.events.ListingId;
import io.rackledger.events.PartyId;
import io.rackledger.events.Recorded;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.Tag;
import io.rackledger.events.TradingSuspended;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Which vendors are blocked, and when: a vendor is blocked from the suspension or delisting of a security of its own
 * until one is listed again. Of what happened at the same time, what the ledger took last holds. Immutable.
 */
public final class VendorStanding {
    /** Nothing is known, so nobody is blocked. */
    public static final VendorStanding NONE = new VendorStanding(List.of());

    private static final Set<Class<? extends Event>> CHANGES =
            Set.of(SecurityListed.class, TradingSuspended.class, SecurityDelisted.class);

    private record Change(
            PartyId party,
            ListingId listing,
            boolean blocks,
            long position,
            @Nullable ValidTime at) {}

    private final List<Change> changes;

    private VendorStanding(List<Change> changes) {
        this.changes = List.copyOf(changes);
    }

    /** What a decision on the vendor's standing reads. */
    public static Boundary boundary(PartyId vendor) {
        return Boundary.of(Set.of(Tag.of(vendor)), CHANGES);
    }

    /** The standing after one more event; events come in the order of their positions. */
    public VendorStanding after(Recorded recorded) {
        Event event = recorded.event();
        if (event instanceof SecurityListed e) {
            return with(recorded, e.party(), e.listing(), false);
        }
        if (event instanceof TradingSuspended e) {
            return with(recorded, e.party(), e.listing(), true);
        }
        if (event instanceof SecurityDelisted e) {
            return with(recorded, e.party(), e.listing(), true);
        }
        return this;
    }

    private VendorStanding with(Recorded recorded, PartyId party, ListingId listing, boolean blocks) {
        List<Change> all = new ArrayList<>(changes);
        all.add(new Change(party, listing, blocks, recorded.position(), recorded.validAt()));
        return new VendorStanding(all);
    }

    /** Whether the vendor is suspended or delisted at a time; null is a time that is unknown. */
    public Truth blocked(PartyId vendor, @Nullable ValidTime at) {
        Truth blocked = Truth.NO;
        for (Change block : of(vendor, Change::blocks)) {
            Truth lasts = ValidTime.before(at, block.at()).not();
            for (Change listed : of(vendor, change -> !change.blocks())) {
                Truth lifted = follows(listed, block)
                        .and(ValidTime.before(at, listed.at()).not());
                lasts = lasts.and(lifted.not());
            }
            blocked = blocked.or(lasts);
        }
        return blocked;
    }

    private List<Change> of(PartyId vendor, Predicate<Change> kind) {
        return changes.stream()
                .filter(change -> change.party().equals(vendor))
                .filter(kind)
                .toList();
    }

    /** Whether a listing comes after a block; it comes before every block of its own, whatever is known of the times. */
    private Truth follows(Change listed, Change block) {
        Truth follows = listed.position() < block.position()
                ? ValidTime.before(block.at(), listed.at())
                : ValidTime.before(listed.at(), block.at()).not();
        for (Change own : of(listed.party(), Change::blocks)) {
            if (own.listing().equals(listed.listing()) && own.position() > listed.position()) {
                Truth later = own.equals(block)
                        ? Truth.NO
                        : ValidTime.before(own.at(), block.at()).not();
                follows = follows.and(later);
            }
        }
        return follows;
    }
}
