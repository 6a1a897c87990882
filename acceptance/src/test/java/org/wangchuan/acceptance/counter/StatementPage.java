package org.wangchuan.acceptance.counter;

import java.io.IOException;
import org.wangchuan.browser.Browser;

/** The page of what was proved for an order, and a qualified person before it. Not thread-safe. */
final class StatementPage {
    private static final String FORM = "form[action$=\"/validations\"]";

    private final Counter counter;
    private final Browser browser;
    private final String path;

    StatementPage(Counter counter, Counter.Order order) throws IOException {
        this.counter = counter;
        this.browser = counter.browser();
        this.path = order.path().replace("/intake/", "/statements/");
        show();
    }

    /** Opens it again. */
    void show() throws IOException {
        counter.open(path);
    }

    /** How many clauses somebody has still to answer for. */
    int open() {
        return Numbers.shown(browser, "document.querySelectorAll('" + FORM + "').length");
    }

    /** Answers for the first clause that is open. */
    void answers(String reason) throws IOException {
        browser.evaluate("String(document.querySelector('" + FORM + "').closest('details').open = true)");
        browser.fill(FORM + " textarea", reason);
        counter.press(FORM + " button");
    }
}
