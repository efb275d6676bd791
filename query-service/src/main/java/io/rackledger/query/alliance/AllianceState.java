package io.rackledger.query.alliance;

import io.rackledger.events.AllianceId;
import io.rackledger.events.Membership;
import io.rackledger.events.PartyId;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Happened;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An alliance with who joined and who left. Immutable.
 *
 * @param name   null where nobody says
 * @param joined in the order of their times
 * @param left   likewise
 */
public record AllianceState(AllianceId alliance, @Nullable String name, List<Joined> joined, List<Left> left) {
    /** That a party came in; {@code at} is null where nobody says when. */
    record Joined(Membership member, @Nullable ValidTime at, String event) {}

    /** That a party went; {@code at} is null where nobody says when. */
    record Left(PartyId party, @Nullable ValidTime at, String event) {}

    /**
     * A party's membership from when it joined until it left.
     *
     * @param left null where it didn't
     */
    record Spell(Joined joined, @Nullable Left left) {
        /** Whether it was a member. */
        Truth at(Instant instant) {
            Truth isOver = left == null ? Truth.NO : Happened.by(instant, left.at());
            return Happened.by(instant, joined.at()).and(isOver.not());
        }

        Stream<String> events() {
            return left == null ? Stream.of(joined.event()) : Stream.of(joined.event(), left.event());
        }
    }

    public AllianceState {
        joined = List.copyOf(joined);
        left = List.copyOf(left);
    }

    AllianceState named(@Nullable String text) {
        return new AllianceState(alliance, text, joined, left);
    }

    AllianceState joined(Membership member, @Nullable ValidTime at, String event) {
        return new AllianceState(alliance, name, and(joined, new Joined(member, at, event)), left);
    }

    AllianceState left(PartyId party, @Nullable ValidTime at, String event) {
        return new AllianceState(alliance, name, joined, and(left, new Left(party, at, event)));
    }

    private static <T> List<T> and(List<T> all, T one) {
        List<T> more = new ArrayList<>(all);
        more.add(one);
        return more;
    }

    /** Who was a member when: each departure ends the latest spell of that party that may have begun before it. */
    List<Spell> spells() {
        List<Spell> spells = new ArrayList<>(
                joined.stream().map(each -> new Spell(each, null)).toList());
        for (Left departure : left) {
            for (int i = spells.size() - 1; i >= 0; i--) {
                Spell spell = spells.get(i);
                if (spell.left() == null && mayEnd(departure, spell.joined())) {
                    spells.set(i, new Spell(spell.joined(), departure));
                    break;
                }
            }
        }
        return List.copyOf(spells);
    }

    private static boolean mayEnd(Left departure, Joined before) {
        return before.member().party().equals(departure.party())
                && ValidTime.before(departure.at(), before.at()) != Truth.YES;
    }
}
