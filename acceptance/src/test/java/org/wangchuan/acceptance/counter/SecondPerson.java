package org.wangchuan.acceptance.counter;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.wangchuan.browser.Browser;

/** Somebody who looks at what others have erased, at a desk of their own. Not thread-safe. */
final class SecondPerson implements AutoCloseable {
    private static final String COMPLETE = " && document.readyState === 'complete'";

    private final Browser browser;

    SecondPerson(Browser browser) {
        this.browser = browser;
    }

    /** An administrator lets them in; what they come in by. */
    static String letIn(Counter administrator) throws IOException {
        Browser desk = administrator.browser();
        open(desk, "/people");
        desk.fill("form[action=\"/people\"] input[name=workName]", "Zhou");
        desk.click("form[action=\"/people\"] input[name=roles][value=VERIFIER]");
        desk.click("form[action=\"/people\"] button");
        desk.waitFor("document.querySelector('aside.once code')");
        return desk.evaluate("document.querySelector('aside.once code').textContent");
    }

    /** An administrator has all drawn that is cleared from now on. */
    static void allAreDrawn(Counter administrator) throws IOException {
        Browser desk = administrator.browser();
        open(desk, "/second-checks");
        desk.fill("input[name=percent]", "100");
        desk.evaluate("(window.isOld = true, 'marked')");
        desk.click("form[action=\"/second-checks/rate\"] button");
        desk.waitFor("!window.isOld" + COMPLETE);
    }

    /** Comes in, with a passkey of their own. */
    void comesIn(String link) throws IOException {
        browser.addPasskeyDevice();
        browser.open(link);
        browser.click("form button.big");
        browser.waitFor("location.pathname === '/passkey'" + COMPLETE);
        browser.click("form[data-passkey] button");
        browser.waitFor("location.pathname !== '/passkey' && document.querySelector('.top nav a')");
    }

    /** Opens a page, with a passkey shown just now where it asks for one. */
    private static void open(Browser browser, String path) throws IOException {
        browser.open(Shop.ORIGIN + path);
        if (browser.evaluate("String(document.querySelector('main form[data-passkey=authenticate]') !== null)")
                .equals("true")) {
            browser.evaluate("(window.isOld = true, 'marked')");
            browser.click("main form[data-passkey=authenticate] button");
            browser.waitFor("!window.isOld" + COMPLETE);
        }
    }

    /** Waits until the one device that waits for them is drawn, and opens its page. */
    String opensTheDrawnOne() throws IOException {
        AtomicReference<String> drawn = new AtomicReference<>("");
        Numbers.await("a device is drawn, and waits for a station", () -> {
            browser.open(Shop.ORIGIN + "/second-checks");
            String link = browser.evaluate(
                    "document.querySelector('tbody td .state.wait') ? document.querySelector('tbody a.alone')?.getAttribute('href') ?? '' : ''");
            if (link.isEmpty()) {
                return false;
            }
            show(link);
            drawn.set(link);
            return text().contains("Let a station read it again");
        });
        return drawn.get();
    }

    /** Opens the page of a device. */
    void show(String path) throws IOException {
        open(browser, path);
    }

    /** The lanes in which the drive may be read, as they are offered; waits until one is. */
    String offered(String path) throws IOException {
        AtomicReference<String> offered = new AtomicReference<>("");
        Numbers.await("a lane is offered in which it may be read", () -> {
            show(path);
            offered.set(
                    browser.evaluate(
                            "[...document.querySelectorAll('select[name=where] option')].slice(1).map(o => o.textContent).join('\\n')"));
            return !offered.get().isEmpty();
        });
        return offered.get();
    }

    /** Has it read in the lane that is offered. */
    void asks(String path) throws IOException {
        String _ = offered(path);
        browser.evaluate(
                "(() => { const s = document.querySelector('select[name=where]'); s.value = s.options[1].value; window.isOld = true;"
                        + " s.form.querySelector('button').click(); return 'asked'; })()");
        browser.waitFor("!window.isOld" + COMPLETE);
    }

    /** Waits until the page, which is open, says this by itself. */
    void awaitText(String words) throws IOException {
        browser.waitFor("document.querySelector('main')?.innerText.includes('" + words + "')");
    }

    /** Says that the number and the label are this device's. */
    void confirms(String path) throws IOException {
        show(path);
        browser.click("form[action$=\"/result\"] input[name=looked][value=number]");
        browser.click("form[action$=\"/result\"] input[name=result][value=confirmed]");
        browser.evaluate("(window.isOld = true, 'marked')");
        browser.click("form[action$=\"/result\"] button");
        browser.waitFor("!window.isOld" + COMPLETE);
    }

    /** What the page says. */
    String text() throws IOException {
        browser.waitFor("document.querySelector('main')");
        return browser.evaluate("document.querySelector('main').innerText");
    }

    /** What their screen shows. */
    Browser browser() {
        return browser;
    }

    @Override
    public void close() throws IOException {
        browser.close();
    }
}
