package io.rackledger.query.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Any view of the catalogue, shown by its columns alone, in a real browser. */
class AllViewsTest {
    private static final String VIEW = "facility-capacity";
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
        server.send("vendor-share", "snapshot", "1:41:2025-02-01", Messages.SHARE);
        server.send("backlog", "snapshot", "1:41:2025-02-01", Messages.BACKLOG);
        server.send("delisting-risk", "snapshot", "1:41:2025-02-01", Messages.RISK);
        server.send(VIEW, "snapshot", "1:41:2025-02-01", ReplayMessages.FACILITIES);
        server.answer("/api/views", 200, ReplayMessages.CATALOGUE);
        server.answer("/api/views/orders", 200, Messages.empty("orders"));
    }

    @AfterEach
    void stop() {
        dashboard.close();
        server.close();
    }

    @Test
    void a_view_is_shown_by_its_columns_with_bounds_and_links_to_its_events() {
        open("#view=facility-capacity");

        assertThat(dashboard.find("#explorer-rows thead th"))
                .hasText(new String[] {"Facility", "Limit", "Free", "Utilisation", "Because"});
        assertThat(row("colossus-1")).hasText(new String[] {"300", "0 – 300", "25 %", "2 events"});
        assertThat(row("colossus-2")).hasText(new String[] {"at least 150", "–", "–", "e-3"});
        assertThat(dashboard.find("#explorer-rows a").first())
                .hasAttribute("href", "/api/ledger/events?tag=facility:colossus-1");
        assertThat(dashboard.find("#explorer-totals")).containsText("50 %");
        assertThat(dashboard.find("#explorer .stamp")).hasText("1 Feb 2025 · position 41");
        assertThat(dashboard.errors()).isEmpty();
    }

    @Test
    void dates_and_parameters_ask_anew_and_stay_in_the_address() {
        open("#view=facility-capacity");
        assertThat(row("colossus-1")).hasCount(4);

        field("knownAsOf").fill("2024-11-18");
        field("dimension").selectOption("gpus");

        assertThat(dashboard.find("#explorer .stamp")).hasText("1 Feb 2025 · position 41 · as known on 18 Nov 2024");
        assertThat(server.openings(VIEW).getFirst().query()).isEqualTo("dimension=powerMw");
        assertThat(server.openings(VIEW).getLast().query()).isEqualTo("knownAsOf=2024-11-18&dimension=gpus");
        dashboard.page().reload();
        assertThat(field("knownAsOf")).hasValue("2024-11-18");
        assertThat(field("dimension")).hasValue("gpus");
        assertThat(row("colossus-1")).hasCount(4);
    }

    @Test
    void many_rows_come_in_pages_of_a_hundred() {
        String rows = IntStream.range(0, 250)
                .mapToObj("{'key':'f-%1$03d','facility':'f-%1$03d'}"::formatted)
                .collect(Collectors.joining(","));
        server.send(VIEW, "snapshot", "1:42:2025-02-01", Messages.json("{'position':42,'rows':[" + rows + "]}"));
        open("#view=facility-capacity");
        assertThat(dashboard.find("#explorer-rows tbody tr")).hasCount(100);

        dashboard.find("#explorer-pages [name=after]").click();
        dashboard.find("#explorer-pages [name=after]").click();

        assertThat(dashboard.find("#explorer-rows tbody tr")).hasCount(50);
        assertThat(dashboard.find("#explorer-rows tbody th").first()).hasText("f-200");
        assertThat(dashboard.find("#explorer-pages span")).hasText("Rows 201 to 250 of 250");
        assertThat(dashboard.find("#explorer-pages [name=after]")).isDisabled();
    }

    @Test
    void nothing_on_record_and_what_is_refused_are_said_in_words() {
        server.send("orders", "snapshot", "1:41:2025-02-01", Messages.empty("orders"));
        server.refuse("buyer=nobody");
        open("");
        assertThat(dashboard.find("#explorer .nothing")).hasText("Nothing on record for this selection.");

        field("buyer").fill("nobody");
        field("buyer").press("Enter");

        assertThat(dashboard.find("#explorer .nothing")).hasText("no buyer is called so");
        assertThat(dashboard.find("#explorer .content")).isHidden();
    }

    @Test
    void while_it_is_not_connected_the_figures_are_the_last_ones_and_it_says_so() {
        open("#view=facility-capacity");
        assertThat(row("colossus-1")).hasCount(4);

        server.cut();

        assertThat(dashboard.find("#explorer .connection-note")).isVisible(new IsVisibleOptions().setTimeout(LONG_MS));
        assertThat(dashboard.find("#explorer .connection-note")).containsText("last ones received");
        assertThat(row("colossus-1")).hasCount(4);
    }

    private void open(String hash) {
        dashboard = Dashboard.open(browser, server.address() + hash, 1280, 800);
    }

    private Locator row(String key) {
        return dashboard.find("#explorer-rows tbody tr:has(th:has-text('" + key + "')) td");
    }

    private Locator field(String name) {
        return dashboard.find("#explorer-controls [name=" + name + "]");
    }
}
