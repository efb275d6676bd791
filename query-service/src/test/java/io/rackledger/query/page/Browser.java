package io.rackledger.query.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The Chromium of this machine, driven by Playwright. Nothing is downloaded: a test that needs a browser fails where
 * there is none, and says what to install. To be used by one thread at a time.
 */
final class Browser implements AutoCloseable {
    /** Names an executable, where Chromium is not on the path. */
    static final String VARIABLE = "RACKLEDGER_CHROMIUM";

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser chromium;

    private Browser(Playwright playwright, com.microsoft.playwright.Browser chromium) {
        this.playwright = playwright;
        this.chromium = chromium;
    }

    /**
     * Starts it without a window.
     *
     * @throws IllegalStateException if there is none
     */
    static Browser launch() {
        Path executable = find(System.getenv());
        Playwright playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        return new Browser(
                playwright,
                playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(executable)
                                .setArgs(QUIET)));
    }

    /**
     * Where the executable is, by the variables of an environment.
     *
     * @throws IllegalStateException if there is none
     */
    static Path find(Map<String, String> environment) {
        Optional<Path> named = Optional.ofNullable(environment.get(VARIABLE)).map(Path::of);
        Stream<Path> onPath = Arrays.stream(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        return named.map(Stream::of)
                .orElse(onPath)
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No Chromium found: install the package chromium or "
                        + "google-chrome, or name an executable in " + VARIABLE + "."));
    }

    /** A fresh profile: no cookies, cache or storage of another test. */
    BrowserContext profile(com.microsoft.playwright.Browser.NewContextOptions options) {
        return chromium.newContext(options);
    }

    @Override
    public void close() {
        chromium.close();
        playwright.close();
    }
}
