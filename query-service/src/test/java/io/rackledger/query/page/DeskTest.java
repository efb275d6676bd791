package io.rackledger.query.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import io.rackledger.events.wire.EventType;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The auditor's desk in a real browser, where answers are bad, late, hostile or none; see AuditorsDeskIT for good ones. */
class DeskTest {
    private static final String EVENTS = "/api/ledger/events";
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";

    private static final String EVENT = """
            {'position':7,'id':'e-7','type':'claim-recorded.v1','recordedAt':'2026-01-31T10:00:00Z','actor':'%1$s',
             'command':'c-7','mode':'OBSERVED','source':'%1$s','asserter':'%1$s','confidence':'REPORTED',
             'validAt':'2024-Q4','quote':'%1$s','tags':['party:%1$s','event:e-7'],'commit':'00','leaf':'00',
             'event':{'text':'%1$s','attribute':'%1$s','%1$s':[{'%1$s':'%1$s'}]}}""".formatted(HOSTILE);

    private static final String FOUND = "{'position':7,'events':[" + EVENT + "],'next':null}";

    private static final String TRACE = """
            {'event':%1$s,'source':%1$s,'command':{'id':'%2$s','events':[%1$s],'more':false},
             'correlation':{'name':'%2$s','events':[],'more':false},'causes':{'events':[%1$s],'more':true},
             'effects':{'events':[],'more':false},'refused':{'events':[],'more':false},
             'moved':[{'view':'%2$s','entities':[],'diff':'/api/views/x/diff?by=known'}],'proof':null}""".formatted(EVENT, HOSTILE);

    /** What people wrote in these. */
    private static final String WRITTEN = "(?<='(?:quote|asserter|actor|text)':)'" + Pattern.quote(HOSTILE) + "'";

    private static Browser browser;
    private PageServer server;
    private Dashboard desk;

    @BeforeAll
    static void launch() {
        browser = Browser.launch();
    }

    @AfterAll
    static void quit() {
        browser.close();
    }

    @BeforeEach
    void serve() throws IOException {
        server = PageServer.start();
        answer(EVENTS, 200, FOUND);
        answer(EVENTS + "/7/trace", 200, TRACE);
        answer(
                "/api/views/x/diff",
                200,
                "{'totals':null,'count':1,'rows':[{'key':'%1$s','before':null,'after':{'%1$s':'%1$s'}}]}"
                        .formatted(HOSTILE));
    }

    @AfterEach
    void stop() {
        desk.close();
        server.close();
    }

    @Test
    void hostile_text_stays_text_in_every_part_of_the_page() {
        answer(
                "/api/ledger/access",
                200,
                "{'at':'%1$s','actor':'%1$s','path':'%1$s','query':'%1$s'}".formatted(HOSTILE));
        open("");
        assertThat(rows()).containsText(HOSTILE);
        assertNoMarkup();

        rows().locator("a.opens").click();
        assertThat(desk.find("#event blockquote")).hasText(HOSTILE);
        assertThat(desk.find("#event .view-change")).containsText(HOSTILE);
        assertNoMarkup();

        desk.find("#to-access").click();
        assertThat(desk.find("#access-rows tbody tr")).containsText(HOSTILE);
        assertNoMarkup();
        assertThat(desk.requests()).allSatisfy(url -> assertThat(url).startsWith(server.address()));
    }

    private void assertNoMarkup() {
        assertThat(desk.find("main img, main script, [onerror], a[href^=javascript]"))
                .hasCount(0);
    }

    @Test
    void encrypted_text_is_called_so_wherever_it_stands() {
        String encrypted = "erasable:1:" + "0a".repeat(16) + ":" + "Ab-_".repeat(40);
        String said = "'said %s twice'".formatted(encrypted);
        answer(EVENTS, 200, FOUND.replaceAll(WRITTEN, said));
        answer(EVENTS + "/7/trace", 200, TRACE.replaceAll(WRITTEN, said));
        open("");
        assertThat(rows()).containsText("(encrypted)");

        rows().locator("a.opens").click();
        assertThat(desk.find("#event blockquote")).hasText("said (encrypted) twice");
        assertThat(desk.find("#event .raw code")).containsText(encrypted);
        assertThat((String) desk.find("main").evaluate("""
                main => {
                  const rest = main.cloneNode(true);
                  rest.querySelectorAll(".raw").forEach(raw => raw.remove());
                  return rest.textContent;
                }"""))
                .contains("said (encrypted) twice")
                .doesNotContain("erasable:");
    }

    @Test
    void a_search_that_fails_says_so_and_is_tried_again() {
        answer(EVENTS, 503, "{'detail':'who looks at the log can not be recorded'}");
        open("?actor=ana");
        Locator failure = desk.find("#results .failure");
        assertThat(failure).containsText("can not be recorded");
        assertThat(desk.find("#results")).hasAttribute("aria-busy", "false");

        answer(EVENTS, 200, FOUND);
        failure.getByRole(AriaRole.BUTTON).click();

        assertThat(rows()).hasCount(1);
        assertThat(failure).isHidden();
        assertThat(desk.find("[name=actor]")).hasValue("ana");
    }

    @Test
    void an_event_that_is_missing_says_so_and_is_tried_again() {
        answer(EVENTS + "/8/trace", 404, "{'detail':'the ledger has no event at position 8; its last is 7'}");
        open("?event=8");
        assertThat(desk.find("#event .failure")).containsText("its last is 7");

        answer(EVENTS + "/8/trace", 200, TRACE);
        desk.find("#event .failure button").click();

        assertThat(desk.find("#event-title")).containsText("Claim recorded");
    }

    @Test
    void while_it_searches_it_says_so_and_shows_nothing_else() {
        desk = Dashboard.open(browser, server.address() + "audit.html", 1280, 800);
        assertThat(rows()).hasCount(1);
        desk.page().route(Pattern.compile(".*/api/ledger/events\\?.*"), route -> {});

        desk.find("[name=text]").fill("late");
        desk.find("[name=text]").press("Enter");

        assertThat(desk.find("#found")).hasText("Searching …");
        assertThat(desk.find("#results")).hasAttribute("aria-busy", "true");
        assertThat(desk.find("#results .skeleton")).isVisible();
        assertThat(desk.find("#results .content")).isHidden();
    }

    @Test
    void a_search_that_finds_nothing_says_so() {
        answer(EVENTS, 200, "{'position':7,'events':[],'next':null}");
        open("?text=nowhere");

        assertThat(desk.find("#results .nothing")).isVisible();
        assertThat(desk.find("#found")).hasText("No events found");
        assertThat(desk.find("#result-pages")).isHidden();
    }

    @Test
    void what_belongs_to_no_field_is_said_in_place_of_the_results() {
        answer(EVENTS, 400, "{'detail':'colour: no such parameter','field':'colour'}");
        open("?colour=red");

        assertThat(desk.find("#results .failure")).containsText("colour: no such parameter");
        assertThat(desk.find("#results .failure button")).hasCount(0);
    }

    @Test
    void without_a_checkpoint_the_rest_of_the_desk_works() {
        answer("/api/ledger/checkpoint", 503, "{'detail':'nothing of this ledger was signed yet'}");
        open("");

        assertThat(desk.find("#checkpoint .failure")).containsText("signed yet");
        assertThat(rows()).hasCount(1);
    }

    @Test
    void every_kind_of_event_can_be_asked_for() {
        open("");

        List<String> names =
                Arrays.stream(EventType.values()).map(EventType::wireName).toList();
        assertThat(
                        desk.page()
                                .evaluate(
                                        "[...document.querySelector('[name=type]').options].map(option => option.value).slice(1)"))
                .isEqualTo(names);
    }

    @Test
    void a_line_of_the_access_log_that_does_not_name_the_one_before_is_found() {
        answer(
                "/api/ledger/access",
                200,
                "{'path':'/a','prev':'%s'}\n{'path':'/b','prev':'%s'}\n{'pa".formatted("0".repeat(64), "1".repeat(64)));
        open("?see=access");

        assertThat(desk.find("#access-rows tbody tr")).hasCount(3);
        assertThat(desk.find("#access-chain")).hasClass("verdict bad");
        assertThat(desk.find("#access-chain")).containsText("Line 1");
    }

    @Test
    void on_a_phone_no_part_of_the_desk_scrolls_sideways() {
        for (String place : List.of("", "?event=7", "?see=access", "?from=x")) {
            desk = Dashboard.open(browser, server.address() + "audit.html" + place, 360, 780);
            assertThat(desk.find("[aria-busy=true]")).hasCount(0);
            assertThat(desk.page().evaluate("document.documentElement.scrollWidth"))
                    .as(place)
                    .isEqualTo(360);
            desk.close();
        }
    }

    private void open(String query) {
        desk = Dashboard.open(browser, server.address() + "audit.html" + query, 1280, 800);
    }

    private void answer(String path, int status, String json) {
        server.answer(path, status, Messages.json(json));
    }

    private Locator rows() {
        return desk.find("#result-rows tbody tr");
    }
}
