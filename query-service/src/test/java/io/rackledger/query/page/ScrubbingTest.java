package io.rackledger.query.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Going through the replay of an order, in a real browser. */
class ScrubbingTest {
    private static final String PATH = "/api/orders/ord-1/replay";

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
        server.send("vendor-share", "snapshot", "1:41:2025-02-01", Messages.SHARE);
        server.send("backlog", "snapshot", "1:41:2025-02-01", Messages.BACKLOG);
        server.send("delisting-risk", "snapshot", "1:41:2025-02-01", Messages.RISK);
        server.send("orders", "snapshot", "1:41:2025-02-01", ReplayMessages.ORDERS);
        server.answer("/api/views", 200, ReplayMessages.CATALOGUE);
        server.answer("/api/views/orders", 200, ReplayMessages.ORDERS);
        server.answer(PATH, 200, ReplayMessages.replay());
    }

    @AfterEach
    void stop() {
        dashboard.close();
        server.close();
    }

    @Test
    void arrow_keys_go_through_the_steps_with_state_event_and_what_changed() {
        open(1280);
        assertThat(when()).hasText(Pattern.compile("Step 1 of 3 · 19 Jun 2024"));
        assertThat(vendor("supermicro")).containsText("800 open, 0 delivered");

        slider().press("ArrowRight");

        assertThat(when()).hasText(Pattern.compile("Step 2 of 3 · 2024-11"));
        assertThat(vendor("dell")).containsText("1,200 open, 0 delivered");
        assertThat(vendor("supermicro")).containsText("0 open, 0 delivered");
        assertThat(slider()).hasAttribute("aria-valuetext", Pattern.compile("Step 2 of 3 .*moves to dell"));
        assertThat(dashboard.find("#replay-events")).containsText("source s2");
        assertThat(dashboard.find("#replay-events a")).hasAttribute("href", "/api/ledger/events?id=e-2");
        assertThat(change("Vendor share")).containsText("50 % → 75 %");
        assertThat(change("Vendor share")).not().containsText("because");
        assertThat(change("Backlog")).containsText("400 – 1,000");

        slider().press("End");
        assertThat(dashboard.find("#replay-events .was-refused")).containsText("refused: exceeds-open");
        assertThat(dashboard.find("#replay-changes section")).hasCount(0);
        slider().press("Home");
        assertThat(when()).hasText("Before the first of 3 steps");
        assertThat(dashboard.find("#replay-state")).containsText("Nothing ordered yet");
        assertThat(dashboard.errors()).isEmpty();
    }

    @Test
    void playing_goes_to_the_last_step_and_stops_there() {
        open(1280);
        assertThat(when()).hasText(Pattern.compile("Step 1 of 3"));
        dashboard.find("#replay-speed").selectOption("20");

        dashboard.find("#replay-play").click();

        assertThat(when()).hasText(Pattern.compile("Step 3 of 3"));
        assertThat(dashboard.find("#replay-play")).hasText("Play");
        assertThat(dashboard.find("#replay-on")).isDisabled();
        assertThat(slider()).hasValue("3");
    }

    @Test
    void what_is_not_known_is_shown_by_its_bounds_or_as_unknown_and_hatched() {
        open(1280);
        slider().press("ArrowRight");
        dashboard.find("#replay-controls [name=measure]").selectOption("gpus");

        assertThat(vendor("dell")).containsText("51,200 – 76,800 open, unknown delivered");
        assertThat(dashboard.find("[data-figure=open]")).hasText("unknown");
        assertThat(vendor("dell").locator(".perhaps")).not().hasAttribute("style", Pattern.compile("width: 0%"));
    }

    @Test
    void a_replay_that_is_refused_or_broken_off_says_so_and_shows_no_state() {
        server.answer("/api/orders/nobodys/replay", 404, "{\"detail\":\"no event tells of order=nobodys\"}");
        server.answer("/api/orders/broken/replay", 200, "[" + ReplayMessages.START + "]");
        open(1280);
        assertThat(when()).isVisible();

        ask("nobodys");
        assertThat(dashboard.find("#replay .nothing")).hasText("no event tells of order=nobodys");
        assertThat(dashboard.find("#replay .content")).isHidden();
        assertThat(dashboard.find("#replay .stamp")).isEmpty();

        ask("broken");
        assertThat(dashboard.find("#replay .nothing")).hasText("The replay broke off. Try again.");
        ask("ord-1");
        assertThat(when()).isVisible();
    }

    @Test
    void once_the_ledger_has_moved_on_the_replay_says_so() {
        open(390);
        assertThat(dashboard.find("#replay .stamp")).hasText("order ord-1 · position 41");
        assertThat(dashboard.find("#replay .newer")).isHidden();

        server.send("vendor-share", "change", "1:42:2025-02-01", Messages.SHARE_AFTER_CANCELLATION);

        assertThat(dashboard.find("#replay .newer")).isVisible();
        assertThat(dashboard.page().evaluate("document.documentElement.scrollWidth"))
                .isEqualTo(390);
    }

    private void open(int width) {
        dashboard = Dashboard.open(browser, server.address(), width, 800);
    }

    private void ask(String order) {
        Locator id = dashboard.find("#replay-controls [name=id]");
        id.fill(order);
        id.press("Enter");
    }

    private Locator when() {
        return dashboard.find("#replay-when");
    }

    private Locator slider() {
        return dashboard.find("#replay-at");
    }

    private Locator vendor(String vendor) {
        return dashboard.find("#replay-state [data-vendor=" + vendor + "]");
    }

    private Locator change(String view) {
        return dashboard.find("#replay-changes section[aria-label='" + view + "']");
    }
}
