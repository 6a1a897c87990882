package org.wangchuan.acceptance.counter;

import java.io.IOException;
import org.wangchuan.browser.Browser;

/** Who collects sealed bags for a processor, with a phone of their own. Not thread-safe. */
final class Collector implements AutoCloseable {
    private final Browser browser;

    /** Opens what they have scanned. */
    Collector(Browser browser, String link) throws IOException {
        this.browser = browser;
        browser.open(link);
    }

    Browser browser() {
        return browser;
    }

    String text() throws IOException {
        return browser.evaluate("document.body.innerText");
    }

    /** Signs for these bags. */
    void takes(String licenceName) throws IOException {
        browser.fill("input[name=licenceName]", licenceName);
        browser.click("form[action$=\"/take\"] button");
        browser.waitFor("document.querySelector('.hand-signed') && document.readyState === 'complete'");
    }

    /** States what was destroyed of the only bag. */
    void statesDestruction(String reference, String part, String on) throws IOException {
        browser.click("details > summary");
        browser.fill("input[name=reference]", reference);
        browser.fill("input[name=part]", part);
        browser.evaluate("(document.querySelector('input[name=on]').value = '" + on + "')"); // it takes no text
        browser.click("form[action$=\"/destroyed\"] button");
        browser.waitFor(
                "!document.querySelector('form[action$=\"/destroyed\"]') && document.readyState === 'complete'");
    }

    @Override
    public void close() throws IOException {
        browser.close();
    }
}
