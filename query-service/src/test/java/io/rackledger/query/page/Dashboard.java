package io.rackledger.query.page;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The page in a browser, with all that went wrong in it and all that it asked for. */
final class Dashboard implements AutoCloseable {
    private static final String SHARE_DATA =
            "echarts.getInstanceByDom(document.getElementById('vendor-share-chart')).getOption().series[0].data"
                    + ".map(bar => bar.value)";

    private final BrowserContext profile;
    private final Page page;
    private final List<String> errors = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    private Dashboard(BrowserContext profile) {
        this.profile = profile;
        this.page = profile.newPage();
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") || message.type().equals("warning")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
        page.onRequest(request -> requests.add(request.url()));
    }

    static Dashboard open(Browser browser, String address, int width, int height) {
        Dashboard dashboard = new Dashboard(browser.profile(
                new NewContextOptions().setViewportSize(width, height).setLocale("en-GB")));
        dashboard.page.navigate(address);
        return dashboard;
    }

    Page page() {
        return page;
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    /** The values that the chart of shares holds, in per cent, from the top; {@code -} for unknown. */
    Object chartedShares() {
        return page.evaluate(SHARE_DATA);
    }

    /** Starts to note, in every frame that is drawn, the position and the charted shares where they differ from before. */
    void recordFrames() {
        page.evaluate("""
                () => {
                  window.noted = [];
                  const note = () => {
                    const seen = document.querySelector('#vendor-share .stamp').textContent.replace(/.*position /, '')
                        + ': ' + %s.join(' ') + ': ' + document.querySelector('[data-figure=hhi]').textContent;
                    if (window.noted.at(-1) !== seen) {
                      window.noted.push(seen);
                    }
                    requestAnimationFrame(note);
                  };
                  note();
                }""".formatted(SHARE_DATA));
    }

    /** What was noted, in order. */
    Object recordedFrames() {
        return page.evaluate("window.noted");
    }

    List<String> errors() {
        return errors;
    }

    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        profile.close();
    }
}
