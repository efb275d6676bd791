package io.rackledger.quickstart;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.Position;
import io.rackledger.format.Hash;
import io.rackledger.transparency.NoteVerifier;
import io.rackledger.transparency.TlogProof;
import io.rackledger.transparency.Trust;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The auditor's desk in a real browser, over the real services and what five articles say. */
@Timeout(60)
class AuditorsDeskIT {
    private static final String HOSTILE = "<img src=x onerror=alert(1)> & <script>alert(2)</script>";

    @TempDir
    static Path directory;

    private static Running running;
    private static Playwright playwright;
    private static Browser browser;

    private final List<String> errors = new ArrayList<>();
    private Page page;

    @BeforeAll
    static void start() throws Exception {
        running = Running.start(directory.resolve("data"), "articles-2");
        running.accepted("register-party", """
                {"party":"hostile","legalName":"%s","roles":["VENDOR"]}""".formatted(HOSTILE));
        assertThat(running.command("record-delivery", """
                        {"delivery":"dlv-9","order":"ai-factory-servers","lot":"none","measures":{"racks":10}}""").statusCode()).isEqualTo(422);
        playwright = Chromium.driver();
        browser = Chromium.launch(playwright);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        browser.close();
        playwright.close();
        running.close();
    }

    @BeforeEach
    void newPage() {
        page = browser.newPage();
        page.onPageError(errors::add);
    }

    @AfterEach
    void closePage() {
        page.close();
        assertThat(errors).isEmpty();
    }

    private void open(String query) {
        page.navigate(running.queries("/audit.html" + query).toString());
    }

    private Locator find(String selector) {
        return page.locator(selector);
    }

    private Locator part(String name) {
        return find("#event-parts section[aria-label='" + name + "']");
    }

    private Locator row(String title) {
        return find("#result-rows tbody tr").filter(new Locator.FilterOptions().setHasText(title));
    }

    @Test
    void a_search_by_the_form_stays_in_the_address_and_survives_a_reload() {
        page.navigate(running.queries("/").toString());
        find(".to-desk").click();
        page.getByLabel("What happened").selectOption("order-shifted-to-vendor");
        page.getByLabel("About", new Page.GetByLabelOptions().setExact(true)).fill("vendor:dell");
        find("#further summary").click();
        page.getByLabel("Happened from").fill("2024-Q4");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Search").setExact(true))
                .click();

        assertThat(find("#found")).hasText("1 event found");
        assertThat(row("Order shifted to vendor")).containsText("November 2024");
        assertThat(row("Order shifted to vendor")).containsText("1 Nov 2024 – 30 Nov 2024");
        assertThat(row("Order shifted to vendor")).containsText("reported · by UDN · source s2");
        assertThat(find("#bundle"))
                .hasAttribute(
                        "href",
                        Pattern.compile(
                                "events.zip\\?type=order-shifted-to-vendor&subject=vendor%3Adell&validFrom=2024-Q4"));

        page.reload();

        assertThat(page.getByLabel("Happened from")).hasValue("2024-Q4");
        assertThat(find("#found")).hasText("1 event found");
        assertThat(find("#further-count")).hasText(" (1 set)");
    }

    @Test
    void pages_go_on_and_back_and_say_how_many_are_shown() {
        open("?limit=20&mode=OBSERVED");
        assertThat(find("#found")).hasText("Events 1 to 20 of those found; there are more");
        String first = find("#result-rows tbody th").first().textContent();

        find("#result-pages a[rel=next]").click();

        assertThat(find("#found")).hasText("Events 21 to 40 of those found; there are more");
        assertThat(find("#result-rows tbody th").first()).not().hasText(first);
        page.reload();
        assertThat(find("#found")).hasText("Events 21 to 40 of those found; there are more");
        page.goBack();
        assertThat(find("#result-rows tbody th").first()).hasText(first);
        page.goForward();
        find("#result-pages a[rel=next]").click();
        find("#result-pages a[rel=next]").click();
        assertThat(find("#found")).containsText("the last of those found");
        assertThat(find("#result-pages a[rel=next]")).hasCount(0);
        find("#result-pages a").click();
        assertThat(find("#result-rows tbody th").first()).hasText(first);
    }

    @Test
    void what_makes_no_sense_is_said_at_its_field() {
        open("");
        page.getByLabel("Recorded from").fill("soon");
        page.keyboard().press("Enter");

        Locator field = find("[name=recordedFrom]");
        assertThat(field).hasAttribute("aria-invalid", "true");
        assertThat(field).isFocused();
        assertThat(field).hasAccessibleName("Recorded from");
        assertThat(field).hasAccessibleDescription(Pattern.compile("2024-Q4"));

        field.fill("2024");
        assertThat(field).not().hasAttribute("aria-invalid", "true");
        page.keyboard().press("Enter");
        assertThat(find("#found")).containsText("Events 1 to 50");

        open("?from=-1");
        assertThat(find("[name=from]")).isVisible();
        assertThat(find("[name=from]")).hasAttribute("aria-invalid", "true");
    }

    @Test
    void an_event_is_opened_and_left_with_the_keyboard_alone() {
        open("?type=fact-retracted");
        Locator link = find("#result-rows a.opens");
        link.focus();
        page.keyboard().press("Enter");

        assertThat(find("#event-title")).containsText("Fact retracted");
        assertThat(find("#event-title")).isFocused();
        page.goBack();
        assertThat(link).isFocused();
    }

    @Test
    void a_row_opens_the_event_and_its_causes_and_effects_lead_on() {
        open("?type=claim-recorded&limit=20");
        row("retracted since").click(new Locator.ClickOptions().setPosition(new Position(860, 8)));
        assertThat(find("#event-title")).containsText("Claim recorded");
        assertThat(find("#event-parts .standing-of")).containsText("retracted since");
        assertThat(part("What it says")).containsText("Oracle");
        assertThat(part("Where it comes from")).containsText("The Information");
        assertThat(part("Where it comes from").locator("cite")).hasText("Gigafactory of Compute");
        String claim = find("#event-title").textContent();

        part("What went back to it").getByText("Fact retracted").click();

        assertThat(find("#event-title")).containsText("Fact retracted");
        assertThat(part("What it says")).containsText("called off");
        part("Goes back to").locator("a").first().click();
        assertThat(find("#event-title")).hasText(claim);
        find("#event-back").click();
        assertThat(find("[name=type]")).hasValue("claim-recorded");
        assertThat(row("retracted since")).hasCount(1);
    }

    @Test
    void a_refused_command_is_told_apart_and_stands_beside_what_it_was_about() {
        open("?type=command-refused");
        assertThat(row("refused: unknown-lot").locator(".was-refused")).isVisible();

        open("?event=26");

        assertThat(part("Refused on the same subjects")).containsText("refused: unknown-lot");
        part("Refused on the same subjects").locator("a").first().click();
        assertThat(find("#event-parts .standing-of.refused")).containsText("The command was refused");
    }

    @Test
    void what_an_event_moved_is_told_before_and_after() {
        open("?event=23");

        assertThat(part("What it moved").locator("[aria-label=Financing]"))
                .containsText("4,000,000,000 USD → 6,000,000,000 USD");
        assertThat(part("How it came here").locator(".others-of")).containsText("Anomaly flagged");
        part("What it says").locator("summary").click();
        assertThat(part("What it says").locator("pre")).containsText("\"articles-round-revised.1\"");
    }

    @Test
    void a_proof_is_taken_away_and_holds() throws Exception {
        open("?event=26");

        Download download = page.waitForDownload(
                () -> part("Proof").getByText("Download the proof").click());

        assertThat(download.suggestedFilename()).isEqualTo("event-26.tlog-proof");
        Path file = directory.resolve("taken.tlog-proof");
        download.saveAs(file);
        String leaf = part("Proof").locator(".hash").first().textContent();
        TlogProof.parse(Files.readAllBytes(file))
                .verify(
                        Hash.parse(leaf),
                        new Trust(NoteVerifier.parse(
                                running.text("/api/ledger/keys").strip())));
    }

    @Test
    void the_browser_checks_a_proof_of_any_event_and_finds_one_that_leads_elsewhere() {
        for (int position : List.of(0, 63, 98)) {
            open("?event=" + position);
            find("#check-proof").click();
            assertThat(part("Proof").locator(".verdict")).hasClass("verdict good");
        }
        page.route(Pattern.compile(".*/proofs/inclusion/.*"), AuditorsDeskIT::forged);

        find("#check-proof").click();

        assertThat(part("Proof").locator(".verdict")).hasClass("verdict bad");
        assertThat(part("Proof").locator(".verdict")).containsText("does not lead");
    }

    private static void forged(Route route) {
        String proof = route.fetch().text();
        int last = proof.lastIndexOf("\"]") - 1;
        char other = proof.charAt(last) == '0' ? '1' : '0';
        route.fulfill(new Route.FulfillOptions()
                .setContentType("application/json")
                .setBody(proof.substring(0, last) + other + proof.substring(last + 1)));
    }

    @Test
    void hostile_text_stays_text() {
        open("?subject=hostile");
        assertThat(row("Party registered")).containsText(HOSTILE);

        row("Party registered").locator("a.opens").click();

        assertThat(part("What it says")).containsText(HOSTILE);
        assertThat(find("main img, main script")).hasCount(0);
    }

    @Test
    void the_checkpoint_is_the_one_that_the_service_signed() {
        open("");
        List<String> note = running.text("/api/ledger/checkpoint").lines().toList();

        assertThat(find("#checkpoint-facts")).containsText(note.get(0));
        assertThat(find("#checkpoint-facts"))
                .containsText(HexFormat.of().formatHex(Base64.getDecoder().decode(note.get(2))));
        assertThat(find("#checkpoint-age")).containsText("ago");
        assertThat(page.waitForDownload(
                                () -> page.getByText("Keep this checkpoint").click())
                        .suggestedFilename())
                .isEqualTo("checkpoint.txt");
    }

    @Test
    void who_looked_is_told_line_by_line_and_each_line_names_the_one_before() {
        for (int i = 0; i < 101; i++) {
            running.text("/api/ledger/events/0");
        }
        open("?see=access");

        assertThat(find("#access-count")).hasText("Lines 0 to 99; there are more");
        assertThat(find("#access-chain")).hasClass("verdict good");
        find("#access-pages a").click();
        assertThat(find("#access-count")).containsText("Lines 100 to");
        assertThat(find("#access-chain")).hasClass("verdict good");
        assertThat(find("#access-rows")).containsText("/api/ledger/events/0");
        find("[name=line]").fill("x");
        find("[name=line]").press("Enter");
        assertThat(find("[name=line]")).hasAttribute("aria-invalid", "true");
    }
}
