package io.rackledger.quickstart;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, over the real services. */
@Tag("both-databases")
class LiveDashboardIT {
    @TempDir
    Path directory;

    @Test
    void the_page_shows_the_figures_and_follows_a_command_as_it_lands() throws Exception {
        try (Running running = Running.start(directory.resolve("data"), "worked");
                Playwright playwright = Chromium.driver();
                Browser browser = Chromium.launch(playwright)) {
            Page page = browser.newPage();
            List<String> errors = new ArrayList<>();
            page.onPageError(errors::add);
            page.navigate(running.queries("/").toString());
            long position = running.get("/api/views").path("position").asLong();
            assertThat(page.locator("#position")).hasText(String.valueOf(position));
            assertThat(page.locator("#vendor-share")).containsText("6,170.66");

            long next = running.accepted("cancel-order", """
                    {"order":"ord-1","lot":"ord-1-dell-2","extent":{"measures":{"racks":50}},"cancelledOn":"2025-03-01"}""");

            assertThat(page.locator("#position")).hasText(String.valueOf(next));
            assertThat(page.locator("#vendor-share")).not().containsText("6,170.66");
            assertThat(errors).isEmpty();
            page.screenshot(new Page.ScreenshotOptions()
                    .setPath(Path.of("target", "dashboard.png"))
                    .setFullPage(true));
        }
    }
}
