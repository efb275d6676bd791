package io.rackledger.query.alliance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rackledger.events.AllianceFormed;
import io.rackledger.events.AllianceId;
import io.rackledger.events.AllianceMemberJoined;
import io.rackledger.events.AllianceMemberLeft;
import io.rackledger.events.ClaimRecorded;
import io.rackledger.events.Membership;
import io.rackledger.events.Membership.Kind;
import io.rackledger.events.Membership.Part;
import io.rackledger.events.PartyId;
import io.rackledger.events.Subject;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.fold.Row;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MembershipsTest {
    private static final AllianceId ALLIANCE = new AllianceId("aip");
    private static final Subject NVIDIA = new Subject(Subject.Kind.PARTY, "nvidia");
    private static final String ALL = "/api/ledger/events?tag=alliance:aip";

    private final Memberships view = new Memberships();

    @Test
    void members_stand_with_role_kind_and_period() {
        Answer answer = history().by("2025-12-31").ask(view);

        assertThat(answer.rows())
                .extracting(Row::key)
                .containsExactly("aip:blackrock:e0", "aip:nvidia:e0", "aip:xai:e1");
        assertThat(answer.rows().getLast().figures())
                .containsOnlyKeys(view.columns())
                .containsEntry("alliance", "aip")
                .containsEntry("name", "AI Infrastructure Partnership")
                .containsEntry("party", "xai")
                .containsEntry("role", "CLOUD_HOSTING")
                .containsEntry("kind", "COLLABORATOR")
                .containsEntry("from", "2025-03")
                .containsEntry("to", "2025-10-31")
                .containsEntry("current", false)
                .containsEntry("conflictsOfInterest", List.of())
                .containsEntry("because", new Because(List.of("e1", "e2"), 2, ALL));
        assertThat(current(answer)).containsExactly(true, true, false);
    }

    @Test
    void roles_that_nobody_fills_are_told() {
        assertThat(gaps(history(), "2025-02-28").unfilledRoles()).containsExactly("CLOUD_HOSTING", "RESEARCH", "POWER");
        assertThat(gaps(history(), "2025-03-31").unfilledRoles()).containsExactly("RESEARCH", "POWER");
        assertThat(gaps(history(), "2025-10-31").unfilledRoles()).containsExactly("CLOUD_HOSTING", "RESEARCH", "POWER");
    }

    @Test
    void a_role_is_possibly_unfilled_in_the_month_in_which_its_only_member_joins() {
        assertThat(gaps(history(), "2025-03-15").unfilledRoles()).containsExactly("RESEARCH", "POWER");
        assertThat(gaps(history(), "2025-03-15").possiblyUnfilledRoles()).containsExactly("CLOUD_HOSTING");
        assertThat(current(history().by("2025-03-15").ask(view))).containsExactly(true, true, null);
    }

    @Test
    void a_member_that_comes_back_has_two_periods() {
        Histories back = history().then("2026-01-01", joined("xai", Part.POWER, Kind.MEMBER));

        assertThat(back.by("2026-01-01").ask(view).rows())
                .extracting(Row::key)
                .containsExactly("aip:blackrock:e0", "aip:nvidia:e0", "aip:xai:e1", "aip:xai:e3");
        assertThat(current(back.by("2026-01-01").ask(view))).containsExactly(true, true, false, true);
        assertThat(gaps(back, "2026-01-01").unfilledRoles()).containsExactly("CLOUD_HOSTING", "RESEARCH");
    }

    @Test
    void a_member_that_left_nobody_knows_when_may_still_be_one() {
        Histories gone = history().then(null, new AllianceMemberLeft(ALLIANCE, new PartyId("nvidia")));

        assertThat(current(gone.by("2025-12-31").ask(view))).containsExactly(true, null, false);
        assertThat(gaps(gone, "2025-12-31").possiblyUnfilledRoles()).containsExactly("CHIPS");
    }

    @ParameterizedTest
    @ValueSource(strings = {"conflict of interest", "Conflict-of-interest", "CONFLICT_OF_INTEREST"})
    void a_conflict_of_interest_is_told_of_the_member_and_of_its_alliance(String attribute) {
        Histories claimed = history().then("2025-05", new ClaimRecorded(NVIDIA, attribute, null, null, "sells to it"));

        assertThat(gaps(claimed, "2025-12-31").conflicts())
                .extracting(ConflictsState.Conflict::subject, ConflictsState.Conflict::text)
                .containsExactly(tuple("party:nvidia", "sells to it"));
        Map<String, Object> nvidia =
                claimed.by("2025-12-31").ask(view).rows().get(1).figures();
        assertThat(nvidia)
                .containsEntry(
                        "conflictsOfInterest", gaps(claimed, "2025-12-31").conflicts())
                .containsEntry("because", new Because(List.of("e0", "e3"), 2, ALL));
        assertThat(gaps(claimed, "2025-04-30").conflicts()).isEmpty();
    }

    @Test
    void claims_of_others_or_of_other_things_are_no_conflicts() {
        Histories claimed = history()
                .then(
                        "2025-05",
                        new ClaimRecorded(
                                new Subject(Subject.Kind.PARTY, "dell"), "conflict of interest", null, null, "it"))
                .then("2025-05", new ClaimRecorded(NVIDIA, "headcount", null, null, "many"))
                .then(
                        "2025-05",
                        new ClaimRecorded(
                                new Subject(Subject.Kind.ALLIANCE, "aip"), "conflict of interest", null, null, "all"));

        assertThat(gaps(claimed, "2025-12-31").conflicts())
                .extracting(ConflictsState.Conflict::subject)
                .containsExactly("alliance:aip");
    }

    @Test
    void a_question_is_narrowed_to_an_alliance() {
        assertThat(history().by("2025-12-31").ask(view, "alliance", "aip").rows())
                .hasSize(3);
        assertThat(history().by("2025-12-31").ask(view, "alliance", "other").rows())
                .isEmpty();
    }

    private static Histories history() {
        return new Histories()
                .then(
                        "2024-09-17",
                        new AllianceFormed(
                                ALLIANCE,
                                "AI Infrastructure Partnership",
                                List.of(
                                        member("blackrock", Part.FINANCE, Kind.MEMBER),
                                        member("nvidia", Part.CHIPS, Kind.ADVISOR))))
                .then("2025-03", joined("xai", Part.CLOUD_HOSTING, Kind.COLLABORATOR))
                .then("2025-10-31", new AllianceMemberLeft(ALLIANCE, new PartyId("xai")));
    }

    private static AllianceMemberJoined joined(String party, Part role, Kind kind) {
        return new AllianceMemberJoined(ALLIANCE, member(party, role, kind));
    }

    private static Membership member(String party, Part role, Kind kind) {
        return new Membership(new PartyId(party), role, kind);
    }

    private static List<Object> current(Answer answer) {
        return answer.rows().stream().map(row -> row.figures().get("current")).toList();
    }

    private Memberships.Gaps gaps(Histories histories, String day) {
        List<?> all = (List<?>) histories.by(day).ask(view).totals().figures().get("alliances");
        return (Memberships.Gaps) all.getFirst();
    }
}
