package org.wangchuan.acceptance.counter;

import java.io.IOException;
import java.util.List;
import org.wangchuan.browser.Browser;
import org.wangchuan.browser.Hands;

/**
 * The page of an order's phone on its cable, and somebody with a mouse before it, whose every move is counted. Nothing on it is pressed but by them.
 * Not thread-safe.
 */
final class CablePage {
    private static final String SEND = "#live form[action$=\"/phone/answer\"] button.big";

    private final Counter counter;
    private final Browser browser;
    private final String path;
    private final Hands hands;

    /** Comes from the bench, where the order waits. */
    CablePage(Counter counter, Counter.Order order) throws IOException {
        this.counter = counter;
        this.browser = counter.browser();
        this.path = "/bench/orders/" + order.id() + "/phone";
        counter.open("/bench");
        this.hands = new Hands(browser);
        hands.sees("true").clicks(".waiting a[href=\"" + path + "\"]");
        hands.sees("location.pathname === \"" + path + "\"");
    }

    /** Opens it again. */
    void show() throws IOException {
        counter.open(path);
    }

    /** Chooses the phone that hangs there, which nobody has proposed if it does not show the noted number. */
    void chooses() throws IOException {
        hands.sees("document.querySelector(\"#live input[name=place]\")");
        if (!holds("document.querySelector(\"#live input[name=place]\").checked")) {
            hands.clicks("#live input[name=place]");
        }
        hands.clicks("#live form[action$=\"/phone/choose\"] button.big");
    }

    /** Waits until this is what is said to be done. */
    void awaitTold(String words) throws IOException {
        try {
            browser.waitFor("document.querySelector('#live [data-told]')?.textContent.includes('" + words + "')");
        } catch (IOException e) {
            throw new IOException("not told to do that, but: " + counter.text(), e);
        }
    }

    /** Waits until where to tap stands there unfolded, for what is to be done now. */
    void awaitWhereToTap(String topic) throws IOException {
        browser.waitFor("document.querySelector('#live details[data-fold=" + topic + "]')?.open");
    }

    /** Waits until this stands on it. */
    void awaitText(String words) throws IOException {
        try {
            browser.waitFor("document.querySelector('#live')?.innerText.includes('" + words + "')");
        } catch (IOException e) {
            throw new IOException("not there, but: " + counter.text(), e);
        }
    }

    /** Waits until ways are offered. */
    void awaitWays() throws IOException {
        awaitPart("#live input[name=technique]");
    }

    /** Chooses one of them. */
    void goesWith(String technique) throws IOException {
        awaitWays();
        hands.clicks("#live input[name=technique][value=\"" + technique + "\"]").clicks(SEND);
    }

    /** Waits until it is asked what people see. */
    void awaitObserving() throws IOException {
        awaitPart("#live input[name=seen-setup]");
    }

    /**
     * Says what it shows.
     *
     * @param seen names and values of what is asked, such as {@code setup=not-done}
     */
    void sees(List<String> seen) throws IOException {
        awaitObserving();
        for (String one : seen) {
            int at = one.indexOf('=');
            hands.clicks(
                    "#live input[name=\"seen-" + one.substring(0, at) + "\"][value=\"" + one.substring(at + 1) + "\"]");
        }
        hands.clicks(SEND);
    }

    /** Answers whether it goes on. */
    void goesOn(String answer) throws IOException {
        String button = "#live button[name=answer][value=\"" + answer + "\"]";
        awaitPart(button);
        hands.clicks(button);
    }

    /** Waits until its station is done with it, and a statement can be opened. */
    void awaitEnd(Counter.Order order) throws IOException {
        awaitPart("#live a[href=\"/statements/" + order.id() + "\"]");
    }

    private void awaitPart(String selector) throws IOException {
        try {
            hands.sees("document.querySelector('" + selector + "')");
        } catch (IOException e) {
            throw new IOException("no " + selector + ", but: " + counter.text(), e);
        }
    }

    private boolean holds(String expression) throws IOException {
        return browser.evaluate("String(" + expression + ")").equals("true");
    }

    /** What was done by hand so far, with the time that the rest took. */
    Hands.Count count() {
        return hands.count();
    }

    /** What stands on it. */
    String text() throws IOException {
        return counter.text();
    }
}
