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

    /** A vendor's row in the table of shares. */
    Locator shareRow(String vendor) {
        return row("#vendor-share-table", vendor);
    }

    /** A lot's row in the backlog. */
    Locator lot(String lot) {
        return row("#backlog-lots", lot);
    }

    /** What is said of a party's risk. */
    Locator risk(String party) {
        return find("#risks article[aria-label='Delisting risk of " + party + "']");
    }

    private Locator row(String table, String name) {
        return find(table + " tbody tr:has(th .id[title='" + name + "'])");
    }

    /** The values that the chart of shares holds, in per cent, from the top; {@code -} for unknown. */
    Object chartedShares() {
        return page.evaluate(SHARE_DATA);
    }

    /** Whether the chart moves from one state to the next, and so shows what never was. */
    Object isAnimated() {
        return page.evaluate(
                "echarts.getInstanceByDom(document.getElementById('vendor-share-chart')).getOption().animation");
    }

    /** Starts to note every frame that differs from the one before in its position, the charted shares or the index. */
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
