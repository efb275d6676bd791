package io.rackledger.query.party;

import static io.rackledger.query.fold.Histories.DELL;
import static io.rackledger.query.fold.Histories.SUPERMICRO;
import static io.rackledger.query.fold.Histories.XAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rackledger.events.CaseId;
import io.rackledger.events.FilerStatus;
import io.rackledger.events.Identifiers;
import io.rackledger.events.ListingId;
import io.rackledger.events.PartyId;
import io.rackledger.events.PartyRegistered;
import io.rackledger.events.PartyRoleAssigned;
import io.rackledger.events.PartySucceeded;
import io.rackledger.events.Role;
import io.rackledger.events.SecurityDelisted;
import io.rackledger.events.SecurityListed;
import io.rackledger.events.Truth;
import io.rackledger.query.fold.Answer;
import io.rackledger.query.fold.BadQuestionException;
import io.rackledger.query.fold.Because;
import io.rackledger.query.fold.Histories;
import io.rackledger.query.fold.Row;
import io.rackledger.query.party.PartiesView.Neighbour;
import io.rackledger.query.party.PartiesView.RoleHeld;
import io.rackledger.query.party.PartiesView.Security;
import java.time.MonthDay;
import java.util.List;
import org.junit.jupiter.api.Test;

class PartiesViewTest {
    private static final PartyId SPACEX = new PartyId("spacex");
    private static final ListingId LISTING = new ListingId("smci-xnas");
    private static final CaseId CASE = new CaseId("smci-2017");
    private static final Identifiers CIK = new Identifiers(null, "0001375365", null, null);

    private final PartiesView view = new PartiesView();

    @Test
    void a_party_holds_the_roles_of_its_registration_and_those_it_took_on_since() {
        Histories history = new Histories()
                .then("2023-03", new PartyRegistered(XAI, "X.AI Corp.", List.of(Role.BUYER), Identifiers.NONE))
                .then("2026-05", new PartyRoleAssigned(XAI, Role.COMPUTE_PROVIDER))
                .then("2026-06", new PartyRoleAssigned(XAI, Role.BUYER));

        assertThat(only(history.by("2026-04-30").ask(view)).figures())
                .containsOnlyKeys(view.columns())
                .containsEntry("party", "xai")
                .containsEntry("legalName", "X.AI Corp.")
                .containsEntry("identifiers", null)
                .containsEntry("roles", List.of(new RoleHeld("BUYER", "2023-03", true, Truth.YES)))
                .containsEntry("because", new Because(List.of("e0"), 1, "/api/ledger/events?tag=party:xai"));
        assertThat(only(history.by("2026-06-30").ask(view)).figures())
                .containsEntry(
                        "roles",
                        List.of(
                                new RoleHeld("BUYER", "2023-03", true, Truth.YES),
                                new RoleHeld("COMPUTE_PROVIDER", "2026-05", false, Truth.YES)))
                .containsEntry("because", new Because(List.of("e0", "e1"), 2, "/api/ledger/events?tag=party:xai"));
    }

    @Test
    void a_role_is_possible_only_while_the_date_falls_within_the_time_it_was_taken_on() {
        Histories history = new Histories()
                .then("2026-05", new PartyRoleAssigned(XAI, Role.COMPUTE_PROVIDER))
                .then(null, new PartyRoleAssigned(XAI, Role.TENANT));

        assertThat(only(history.by("2026-05-15").ask(view)).figures())
                .containsEntry("legalName", null)
                .containsEntry(
                        "roles",
                        List.of(
                                new RoleHeld("TENANT", null, false, Truth.POSSIBLE),
                                new RoleHeld("COMPUTE_PROVIDER", "2026-05", false, Truth.POSSIBLE)));
    }

    @Test
    void a_succession_is_told_on_both_sides() {
        Histories history = new Histories().then("2026-02-02", new PartySucceeded(XAI, SPACEX));

        Answer answer = history.by("2026-03-01").ask(view);

        assertThat(answer.rows()).extracting(Row::key).containsExactly("spacex", "xai");
        assertThat(answer.rows().getFirst().figures())
                .containsEntry("predecessors", List.of(new Neighbour("xai", "2026-02-02", Truth.YES)))
                .containsEntry("successors", List.of());
        assertThat(answer.rows().getLast().figures())
                .containsEntry("predecessors", List.of())
                .containsEntry("successors", List.of(new Neighbour("spacex", "2026-02-02", Truth.YES)));
        assertThat(history.by("2026-02-01").ask(view).rows()).isEmpty();
    }

    @Test
    void a_listing_is_active_until_it_is_delisted_and_again_when_it_is_listed_again() {
        Histories history = new Histories()
                .then("2007-03-29", listed())
                .then("2018-08-23", new SecurityDelisted(LISTING, CASE, SUPERMICRO))
                .then("2020-01", listed());

        assertThat(listings(history, "2018-08-22")).containsExactly(security("2007-03-29", null, Truth.YES));
        assertThat(listings(history, "2018-08-23")).containsExactly(security("2007-03-29", "2018-08-23", Truth.NO));
        assertThat(listings(history, "2020-01-14")).containsExactly(security("2020-01", null, Truth.POSSIBLE));
        assertThat(listings(history, "2020-01-31")).containsExactly(security("2020-01", null, Truth.YES));
    }

    @Test
    void identifiers_are_those_of_the_registration() {
        Histories history =
                new Histories().then("2024", new PartyRegistered(SUPERMICRO, "Super Micro", List.of(), CIK));

        assertThat(only(history.by("2024-12-31").ask(view)).figures()).containsEntry("identifiers", CIK);
    }

    @Test
    void the_table_has_a_row_for_each_role_and_one_for_a_party_without() {
        Histories history = new Histories()
                .then("2024", new PartyRegistered(DELL, "Dell", List.of(Role.VENDOR, Role.BUYER), Identifiers.NONE))
                .then("2024", new PartyRegistered(SUPERMICRO, "Super Micro", List.of(), CIK));

        assertThat(history.by("2024-12-31").of(Parties.FOLD).values())
                .extracting(state -> Parties.FOLD.rows(state).size())
                .containsExactly(2, 1);
    }

    @Test
    void a_question_is_narrowed() {
        Histories history = new Histories()
                .then("2024", new PartyRegistered(DELL, "Dell", List.of(Role.VENDOR), Identifiers.NONE))
                .then("2024", new PartyRegistered(XAI, "xAI", List.of(Role.BUYER), Identifiers.NONE));

        assertThat(only(history.by("2024-12-31").ask(view, "role", "VENDOR")).key())
                .isEqualTo("dell");
        assertThat(only(history.by("2024-12-31").ask(view, "party", "xai")).key())
                .isEqualTo("xai");
        assertThatThrownBy(() -> history.by("2024-12-31").ask(view, "role", "SELLER"))
                .isInstanceOfSatisfying(
                        BadQuestionException.class,
                        e -> assertThat(e.parameter()).isEqualTo("role"));
    }

    private static Row only(Answer answer) {
        assertThat(answer.rows()).hasSize(1);
        return answer.rows().getFirst();
    }

    private List<Object> listings(Histories history, String day) {
        return List.copyOf((List<?>) only(history.by(day).ask(view)).figures().get("listings"));
    }

    private static SecurityListed listed() {
        return new SecurityListed(
                LISTING,
                SUPERMICRO,
                "SMCI",
                "XNAS",
                "GLOBAL_SELECT",
                MonthDay.of(6, 30),
                FilerStatus.LARGE_ACCELERATED);
    }

    private static Security security(String listedOn, String delistedOn, Truth active) {
        return new Security("smci-xnas", "SMCI", "XNAS", "GLOBAL_SELECT", listedOn, delistedOn, active);
    }
}
