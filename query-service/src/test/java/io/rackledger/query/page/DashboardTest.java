package io.rackledger.query.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.IsHiddenOptions;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page in a real browser, against streams that say what a test has them say. */
class DashboardTest {
    private static final List<String> VIEWS = List.of("vendor-share", "backlog", "delisting-risk");
    private static final double LONG_MS = 20_000;

    private static Browser browser;
    private PageServer server;
    private Dashboard dashboard;

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
    }

    @AfterEach
    void stop() {
        dashboard.close();
        server.close();
    }

    @Test
    void an_empty_ledger_shows_how_to_fill_it() {
        VIEWS.forEach(view -> server.send(view, "snapshot", "1:-1:2025-02-01", Messages.empty(view)));
        open();

        assertThat(dashboard.find("#welcome code"))
                .hasText(new String[] {"./rackledger up --sample worked", "./rackledger import FILE"});
        assertThat(dashboard.find("#panels")).isHidden();
        assertThat(dashboard.find("#position")).hasText("–");

        sendWorked();

        assertThat(dashboard.find("#welcome")).isHidden();
        assertThat(dashboard.shareRow("dell")).containsText("75 %");
        assertClean();
    }

    @Test
    void until_the_first_snapshot_there_are_skeletons_and_no_figures() {
        open();

        assertThat(dashboard.find("#connection-text")).hasText("Connecting");
        VIEWS.forEach(view -> {
            assertThat(dashboard.find("#" + view)).hasAttribute("aria-busy", "true");
            assertThat(dashboard.find("#" + view + " .skeleton")).isVisible();
            assertThat(dashboard.find("#" + view + " .content")).isHidden();
        });

        sendWorked();

        VIEWS.forEach(view -> {
            assertThat(dashboard.find("#" + view)).hasAttribute("aria-busy", "false");
            assertThat(dashboard.find("#" + view + " .skeleton")).isHidden();
        });
        assertThat(dashboard.find("#connection-text")).hasText("Live");
        assertClean();
    }

    @Test
    void a_snapshot_is_shown_with_its_figures_and_its_events() {
        sendWorked();
        open();

        assertThat(dashboard.page()).hasTitle("Rackledger");
        assertThat(dashboard.find("#position")).hasText("41");
        assertThat(dashboard.find("[data-figure=hhi]")).hasText("6,250");
        assertThat(dashboard.shareRow("dell")).containsText("1,200 racks");
        assertThat(dashboard.chartedShares()).isEqualTo(List.of(75, 25));
        assertThat(dashboard.find("#vendor-share-chart"))
                .hasAttribute("aria-label", "Share by vendor: dell 75 %, supermicro 25 %");
        assertThat(dashboard.find("#backlog-vendors tbody tr")).containsText("16 Jun 2025");
        assertThat(dashboard.find("#backlog-vendors tbody tr")).containsText("1.33");
        assertThat(dashboard.find("#backlog-lots tbody tr")).hasCount(2);
        assertThat(dashboard.lot("ord-1-dell")).containsText("750 million USD");
        assertThat(dashboard.risk("supermicro")).containsText("Critical");
        assertThat(dashboard.risk("supermicro").getByRole(AriaRole.METER)).hasAttribute("aria-valuenow", "91");
        assertThat(dashboard.risk("supermicro")).containsText("plan, in 5 days");
        assertThat(dashboard.risk("supermicro").locator(".lines a")).hasText(new String[] {"e-7", "e-8", "e-9"});
        assertThat(dashboard.risk("supermicro").locator(".lines a").first())
                .hasAttribute("href", "/api/ledger/events?id=e-7");
        assertClean();
    }

    @Test
    void a_change_moves_figures_and_position_in_one_frame() {
        sendWorked();
        open();
        assertThat(dashboard.shareRow("dell")).containsText("75 %");
        dashboard.recordFrames();

        server.send("vendor-share", "change", "1:42:2025-02-01", Messages.SHARE_AFTER_CANCELLATION);

        assertThat(dashboard.find("#position")).hasText("42");
        server.send("vendor-share", "heartbeat", "1:44:2025-02-01", Messages.json("{'position':44}"));
        assertThat(dashboard.find("#position")).hasText("44");
        assertThat(dashboard.find("#backlog .stamp")).containsText("position 41");
        assertThat(dashboard.isAnimated()).isEqualTo(false);
        assertThat(dashboard.recordedFrames())
                .isEqualTo(
                        List.of("41: 75 25: 6,250", "42: 74.1935 25.8065: 6,170.66", "44: 74.1935 25.8065: 6,170.66"));
        assertClean();
    }

    @Test
    void a_removed_row_vanishes_from_chart_and_table() {
        sendWorked();
        server.send("vendor-share", "change", "1:42:2025-02-01", Messages.SHARE_AFTER_CANCELLATION);
        open();
        assertThat(dashboard.find("#vendor-share-table tbody tr")).hasCount(2);

        server.send("vendor-share", "change", "1:43:2025-02-01", Messages.SHARE_WITHOUT_SUPERMICRO);

        assertThat(dashboard.find("#vendor-share-table tbody tr")).hasCount(1);
        assertThat(dashboard.chartedShares()).isEqualTo(List.of(100));
        assertThat(dashboard.find("[data-figure=hhi]")).hasText("10,000");
        assertClean();
    }

    @Test
    void what_is_unknown_is_shown_by_its_bounds_or_as_unknown_and_never_as_zero() {
        server.send("vendor-share", "snapshot", "1:41:2025-02-01", Messages.SHARE_FROM_ARTICLES);
        server.send("backlog", "snapshot", "1:41:2025-02-01", Messages.BACKLOG);
        server.send("delisting-risk", "snapshot", "1:41:2025-02-01", Messages.RISK);
        open();

        assertThat(dashboard.find("[data-figure=hhi]")).hasText("5,000 – 10,000");
        assertThat(dashboard.find("[data-figure=concentration]")).hasText("unknown");
        assertThat(dashboard.shareRow("dell").locator("td"))
                .hasText(new String[] {"unknown", "unknown", "50 – 100 %", "0 %", "e-1"});
        assertThat(dashboard.shareRow("supermicro").locator("td"))
                .hasText(new String[] {"unknown", "unknown", "unknown", "unknown", "e-1"});
        assertThat(dashboard.chartedShares()).isEqualTo(List.of("-", "-"));
        assertThat(dashboard.lot("ord-1-dell-2").locator("td[data-title=GPUs], td[data-title=Value]"))
                .hasText(new String[] {"unknown", "unknown"});
        assertThat(dashboard.risk("wistron").locator(".index")).hasText("unknown");
        assertThat(dashboard.risk("wistron").locator(".facts")).containsText("2 lots of unknown value");
        assertThat(dashboard.lot("ord-1-dell-2")).containsText("200 – 227 days");
        assertThat(dashboard.risk("wistron").locator("[role=meter]")).hasCount(0);
        assertClean();
    }

    @Test
    void a_lost_connection_keeps_the_last_figures_and_says_so_until_it_resumes_where_it_broke() {
        sendWorked();
        open();
        assertThat(dashboard.find("#connection-text")).hasText("Live");

        server.cut();

        assertThat(dashboard.find("#connection-text")).hasText(Pattern.compile("Reconnecting|Disconnected"));
        assertThat(dashboard.find("#banner")).isVisible(new IsVisibleOptions().setTimeout(LONG_MS));
        assertThat(dashboard.find("#banner")).containsText("last ones received");
        assertThat(dashboard.find("body")).hasClass("stale");
        assertThat(dashboard.find("#connection-text")).hasText("Disconnected");
        assertThat(dashboard.shareRow("dell")).containsText("75 %");

        server.send("vendor-share", "change", "1:42:2025-02-01", Messages.SHARE_AFTER_CANCELLATION);
        server.restore();

        assertThat(dashboard.find("#banner")).isHidden(hiddenWithin(LONG_MS));
        assertThat(dashboard.find("#connection-text")).hasText("Live");
        assertThat(dashboard.find("body")).not().hasClass("stale");
        assertThat(dashboard.shareRow("dell")).containsText("74.2 %");
        assertThat(server.openings("vendor-share").getLast().lastEventId()).isEqualTo("1:41:2025-02-01");
        assertThat(server.openings("vendor-share").getFirst().lastEventId()).isNull();
        assertOnlyLoadingFailed();
    }

    @Test
    void a_selection_asks_anew_and_stays_in_the_address() {
        sendWorked();
        open();
        assertThat(dashboard.shareRow("dell")).isVisible();
        assertThat(server.openings("vendor-share").getFirst().query()).isEqualTo("basis=COMMITTED&measure=racks");
        server.forget("vendor-share");

        dashboard.find("input[value=OPEN]").check();

        assertThat(dashboard.find("#vendor-share .skeleton")).isVisible();
        server.send("vendor-share", "snapshot", "1:41:2025-02-01", Messages.empty("vendor-share"));
        assertThat(dashboard.find("#vendor-share .nothing")).hasText("Nothing on record for this selection.");
        assertThat(server.openings("vendor-share").getLast().query()).isEqualTo("basis=OPEN&measure=racks");
        assertThat(dashboard.page()).hasURL(server.address() + "?basis=OPEN");
        dashboard.page().reload();
        assertThat(dashboard.find("input[value=OPEN]")).isChecked();
        assertClean();
    }

    @Test
    void a_selection_that_the_service_refuses_says_why() {
        sendWorked();
        server.refuse("buyer=nobody");
        open();
        assertThat(dashboard.shareRow("dell")).isVisible();

        dashboard.find("input[name=buyer]").fill("nobody");
        dashboard.find("input[name=buyer]").press("Enter");

        assertThat(dashboard.find("#vendor-share .nothing")).hasText("no buyer is called so");
        assertThat(dashboard.find("#connection-text")).hasText("Live");
        assertOnlyLoadingFailed();
    }

    @Test
    void hostile_text_stays_text_and_only_paths_of_the_service_become_links() {
        sendWorked();
        server.forget("vendor-share");
        server.send("vendor-share", "snapshot", "1:41:2025-02-01", Messages.json("""
                {'position':41,'rows':[{'key':'x','vendor':'<img src=x onerror=alert(1)>','share':1,'amount':1,
                 'because':{'events':['e-1'],'count':9,'all':'javascript:alert(1)'}}]}"""));
        open();

        assertThat(dashboard.find("#vendor-share-table tbody th")).hasText("<img src=x onerror=alert(1)>");
        assertThat(dashboard.find("#vendor-share-table img, a[href^=javascript]"))
                .hasCount(0);
        assertClean();
    }

    @Test
    void focus_stays_on_a_link_while_its_row_changes() {
        sendWorked();
        open();
        Locator link = dashboard.shareRow("dell").locator("a");
        link.focus();

        server.send("vendor-share", "change", "1:42:2025-02-01", Messages.SHARE_AFTER_CANCELLATION);

        assertThat(dashboard.shareRow("dell")).containsText("74.2 %");
        assertThat(dashboard.shareRow("dell").locator("a")).isFocused();
        assertClean();
    }

    @Test
    void a_phone_never_scrolls_sideways() {
        sendWorked();
        dashboard = Dashboard.open(browser, server.address(), 390, 844);

        assertThat(dashboard.shareRow("dell")).isVisible();
        assertThat(dashboard.lot("ord-1-dell")).isVisible();
        assertThat(dashboard.risk("supermicro")).isVisible();
        assertThat(dashboard.page().evaluate("document.documentElement.scrollWidth"))
                .isEqualTo(390);
        assertClean();
    }

    private void open() {
        dashboard = Dashboard.open(browser, server.address(), 1280, 800);
    }

    private void sendWorked() {
        server.send("vendor-share", "snapshot", "1:41:2025-02-01", Messages.SHARE);
        server.send("backlog", "snapshot", "1:41:2025-02-01", Messages.BACKLOG);
        server.send("delisting-risk", "snapshot", "1:41:2025-02-01", Messages.RISK);
    }

    /** Nothing on the console, and nothing asked of anybody else. */
    private void assertClean() {
        assertThat(dashboard.errors()).isEmpty();
        assertThat(dashboard.requests())
                .isNotEmpty()
                .allSatisfy(url -> assertThat(url).startsWith(server.address()));
    }

    /** Chromium itself reports an answer that did not come; the page must not add faults of its own. */
    private void assertOnlyLoadingFailed() {
        assertThat(dashboard.errors()).allSatisfy(error -> assertThat(error).startsWith("Failed to load resource"));
    }

    private static IsHiddenOptions hiddenWithin(double timeoutMs) {
        return new IsHiddenOptions().setTimeout(timeoutMs);
    }
}
