package org.wangchuan.acceptance.counter;

import java.io.IOException;
import org.wangchuan.browser.Browser;

/** What an administrator does at a desk after the platform was put back from a back-up, as the page leads. Not thread-safe. */
final class Recovery {
    private static final String COMPLETE = " && document.readyState === 'complete'";

    private final Browser browser;

    /** At this desk. */
    Recovery(Counter counter) {
        browser = counter.browser();
    }

    /** Comes in by the link that the start has shown, with a new passkey. */
    void comesIn(String link) throws IOException {
        browser.addPasskeyDevice();
        browser.open(link);
        browser.click("form button.big");
        browser.waitFor("location.pathname === '/passkey'" + COMPLETE);
        browser.click("form[data-passkey] button");
        browser.waitFor("location.pathname !== '/passkey' && document.querySelector('.top nav a')");
    }

    /** Opens the page that leads through it, with a passkey shown just now. */
    void open() throws IOException {
        open("/recovery");
    }

    private void open(String path) throws IOException {
        browser.open(Shop.ORIGIN + path);
        if (browser.evaluate("String(document.querySelector('form[data-passkey=authenticate]') !== null)")
                .equals("true")) {
            browser.evaluate("(window.isOld = true, 'marked')");
            browser.click("form[data-passkey=authenticate] button");
            browser.waitFor("!window.isOld" + COMPLETE);
        }
    }

    /** Says that this station still works here. */
    void confirms(String station) throws IOException {
        open();
        press(of(station) + "?.querySelector('form[action$=\"/confirm\"] button')");
    }

    /** Says of every other station that it is broken: it will not come again. */
    void givesUpOthersThan(String station) throws IOException {
        open();
        browser.evaluate("(() => { const li = [...document.querySelectorAll('li')].find(one =>"
                + " one.querySelector('form[action$=\"/gone\"]') && one.querySelector('strong').textContent !== '"
                + station
                + "'); li.querySelector('select').value = 'broken'; window.isOld = true;"
                + " li.querySelector('form[action$=\"/gone\"] button').click(); return 'given up'; })()");
        browser.waitFor("!window.isOld" + COMPLETE);
    }

    /** Waits until this station has brought everything, looking again and again. */
    void awaitBrought(String station) throws IOException {
        for (int i = 0; i < 120; i++) {
            open();
            if (browser.evaluate("String(" + of(station) + "?.querySelector('.state.good') !== null)")
                    .equals("true")) {
                return;
            }
            Numbers.pause();
        }
        throw new IOException("it has not brought everything: " + text());
    }

    private static String of(String station) {
        return "[...document.querySelectorAll('li')].find(one => one.querySelector('strong')?.textContent === '"
                + station + "')";
    }

    /** Says that devices with these labels lie here, and that nothing is known against them. */
    void looksAt(String... labels) throws IOException {
        open();
        browser.evaluate("(() => { const form = document.querySelector('form[action=\"/recovery/devices\"]');"
                + " form.querySelector('textarea').value = '" + String.join("\\n", labels)
                + "'; form.querySelector('[name=sure]').checked = true; window.isOld = true;"
                + " form.querySelector('[name=answer][value=here]').click(); return 'looked at'; })()");
        browser.waitFor("!window.isOld" + COMPLETE);
    }

    /** Lets the operator's log go on under its name. */
    void letsTheLogGoOn() throws IOException {
        open("/operator-log");
        browser.click("form[action$=\"/go-on\"] [name=sure]");
        press("document.querySelector('form[action$=\"/go-on\"] button')");
    }

    private void press(String button) throws IOException {
        browser.waitFor(button);
        browser.evaluate("(window.isOld = true, " + button + ".click(), 'pressed')");
        browser.waitFor("!window.isOld" + COMPLETE);
    }

    /** All that stands on the page. */
    String text() throws IOException {
        return browser.evaluate("document.querySelector('main').innerText");
    }
}
