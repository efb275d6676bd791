package io.rackledger.quickstart;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The Chromium of this machine; nothing is downloaded. */
final class Chromium {
    private Chromium() {}

    static Playwright driver() {
        return Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    }

    /**
     * Starts it without a window.
     *
     * @throws IllegalStateException if there is none
     */
    static Browser launch(Playwright playwright) {
        return playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    private static Path executable() {
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
}
