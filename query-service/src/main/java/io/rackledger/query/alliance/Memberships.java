package io.rackledger.query.alliance;

import io.rackledger.events.Membership;
import io.rackledger.events.PartyId;
import io.rackledger.events.Tag;
import io.rackledger.events.Truth;
import io.rackledger.events.ValidTime;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Fold;
import io.rackledger.query.fold.Folded;
import io.rackledger.query.fold.Parameter;
import io.rackledger.query.fold.Question;
import io.rackledger.query.fold.Row;
import io.rackledger.query.fold.View;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is or was a member of which alliance, in which role; the roles that nobody fills; and conflicts of interest. */
public final class Memberships implements View {
    private static final List<Membership.Part> WANTED = List.of(
            Membership.Part.CHIPS,
            Membership.Part.CLOUD_HOSTING,
            Membership.Part.FINANCE,
            Membership.Part.RESEARCH,
            Membership.Part.POWER);

    /**
     * An alliance as a whole.
     *
     * @param unfilledRoles         roles that surely nobody fills
     * @param possiblyUnfilledRoles roles that only those fill who may have joined later or left already
     * @param conflicts             claimed of the alliance, or of a party that is or may be a member
     */
    record Gaps(
            String alliance,
            @Nullable String name,
            List<String> unfilledRoles,
            List<String> possiblyUnfilledRoles,
            List<ConflictsState.Conflict> conflicts) {}

    @Override
    public String name() {
        return "alliances";
    }

    @Override
    public String purpose() {
        return "Who belongs to which alliance, in which role and when; which roles nobody fills; conflicts of interest.";
    }

    @Override
    public List<Fold<?>> folds() {
        return List.of(Alliances.FOLD, Conflicts.FOLD);
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(new Parameter("alliance", List.of(), null, "only this alliance"));
    }

    @Override
    public List<String> columns() {
        return List.of(
                "alliance", "name", "party", "role", "kind", "from", "to", "current", "conflictsOfInterest", "because");
    }

    @Override
    public Answer answer(Folded folded, Question question) {
        Map<Tag, ConflictsState> conflicts = folded.of(Conflicts.FOLD);
        String wanted = question.parameter("alliance");
        List<Row> rows = new ArrayList<>();
        List<Gaps> gaps = new ArrayList<>();
        folded.of(Alliances.FOLD).values().stream()
                .filter(each -> wanted == null || each.alliance().value().equals(wanted))
                .sorted(Comparator.comparing(each -> each.alliance().value()))
                .forEach(alliance -> {
                    gaps.add(gaps(alliance, conflicts, question.validAsOf()));
                    addRows(rows, alliance, conflicts, question.validAsOf());
                });
        return new Answer(Row.of("totals").with("alliances", gaps), rows);
    }

    private static Gaps gaps(AllianceState alliance, Map<Tag, ConflictsState> conflicts, Instant instant) {
        List<String> unfilled = new ArrayList<>();
        List<String> possiblyUnfilled = new ArrayList<>();
        for (Membership.Part role : WANTED) {
            switch (filled(alliance, role, instant)) {
                case NO -> unfilled.add(role.name());
                case POSSIBLE -> possiblyUnfilled.add(role.name());
                case YES -> {}
            }
        }
        Stream<Tag> members = alliance.spells().stream()
                .filter(spell -> spell.at(instant) != Truth.NO)
                .map(spell -> Tag.of(spell.joined().member().party()));
        return new Gaps(
                alliance.alliance().value(),
                alliance.name(),
                unfilled,
                possiblyUnfilled,
                Stream.concat(Stream.of(Tag.of(alliance.alliance())), members)
                        .distinct()
                        .flatMap(subject -> of(conflicts, subject).stream())
                        .toList());
    }

    private static Truth filled(AllianceState alliance, Membership.Part role, Instant instant) {
        return alliance.spells().stream()
                .filter(spell -> spell.joined().member().role() == role)
                .map(spell -> spell.at(instant))
                .reduce(Truth.NO, Truth::or);
    }

    private static List<ConflictsState.Conflict> of(Map<Tag, ConflictsState> conflicts, Tag subject) {
        ConflictsState state = conflicts.get(subject);
        return state == null ? List.of() : state.conflicts();
    }

    private static void addRows(
            List<Row> rows, AllianceState alliance, Map<Tag, ConflictsState> conflicts, Instant instant) {
        for (AllianceState.Spell spell : alliance.spells()) {
            PartyId party = spell.joined().member().party();
            rows.add(row(alliance, spell, of(conflicts, Tag.of(party)), instant));
        }
    }

    private static Row row(
            AllianceState alliance,
            AllianceState.Spell spell,
            List<ConflictsState.Conflict> conflicts,
            Instant instant) {
        Membership member = spell.joined().member();
        Truth current = spell.at(instant);
        ValidTime to = spell.left() == null ? null : spell.left().at();
        return Row.of(alliance.alliance() + ":" + member.party() + ":"
                        + spell.joined().event())
                .with("alliance", alliance.alliance().value())
                .with("name", alliance.name())
                .with("party", member.party().value())
                .with("role", member.role().name())
                .with("kind", member.kind().name())
                .with(
                        "from",
                        spell.joined().at() == null ? null : spell.joined().at().text())
                .with("to", to == null ? null : to.text())
                .with("current", current == Truth.POSSIBLE ? null : current == Truth.YES)
                .with("conflictsOfInterest", conflicts)
                .with(
                        "because",
                        Because.of(
                                Stream.concat(spell.events(), conflicts.stream().map(ConflictsState.Conflict::event))
                                        .toList(),
                                "/api/ledger/events?tag=alliance:" + alliance.alliance()));
    }
}
