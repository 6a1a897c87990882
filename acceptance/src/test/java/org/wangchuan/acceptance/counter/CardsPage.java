package org.wangchuan.acceptance.counter;

import java.io.IOException;
import org.wangchuan.browser.Hands;

/**
 * The page on which somebody says what became of SIM, eSIM and memory card of an order's phone, and somebody with a mouse before it, whose every move is
 * counted. Not thread-safe.
 */
final class CardsPage {
    private final Counter counter;
    private final Counter.Order order;
    private final String path;
    private final Hands hands;

    /** Comes from the order's page, where it is asked for. */
    CardsPage(Counter counter, Counter.Order order) throws IOException {
        this.counter = counter;
        this.order = order;
        this.path = order.path() + "/cards";
        counter.show(order);
        this.hands = new Hands(counter.browser());
        hands.sees("document.querySelector(\"a[href=\\\"" + path + "\\\"]\")");
        hands.clicks("a[href=\"" + path + "\"]");
        hands.sees("location.pathname === \"" + path + "\"");
    }

    /** Answers each of the three by one of the answers that stand there. */
    void says(String sim, String esim, String card) throws IOException {
        answers("sim", sim);
        answers("esim", esim);
        answers("card", card);
    }

    private void answers(String question, String answer) throws IOException {
        hands.clicks("form[action=\"" + path + "\"] input[name=" + question + "][value=" + answer + "]");
    }

    /** Notes what was said, which leads back to the order. */
    void notes() throws IOException {
        hands.clicks("form[action=\"" + path + "\"] button.big");
        try {
            hands.sees("location.pathname === \"" + order.path() + "\"");
        } catch (IOException e) {
            throw new IOException("not noted, but: " + counter.text(), e);
        }
    }

    /** What was done by hand, with the time that the rest took. */
    Hands.Count count() {
        return hands.count();
    }
}
