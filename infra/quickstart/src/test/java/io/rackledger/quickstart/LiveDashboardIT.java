package io.rackledger.quickstart;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, over the real services. */
@Tag("both-databases")
class LiveDashboardIT {
    @TempDir
    Path directory;

    private static Path chromium() {
        String named = System.getenv("RACKLEDGER_CHROMIUM");
        return named != null
                ? Path.of(named)
                : Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, "chromium"))
                        .filter(Files::isExecutable)
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(
                                "No Chromium found: install it, or name its executable in RACKLEDGER_CHROMIUM."));
    }

    @Test
    void the_page_shows_the_figures_and_follows_a_command_as_it_lands() throws Exception {
        try (Running running = Running.start(directory.resolve("data"), "worked");
                Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium())
                                .setArgs(
                                        List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")))) {
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
