package org.wangchuan.acceptance.counter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.browser.Browser;

/** The desk of a shop: one person who does everything, in one browser. Not thread-safe. */
final class Counter implements AutoCloseable {
    private static final String COMPLETE = " && document.readyState === 'complete'";

    private final Browser browser;
    /** Lanes that were chosen. */
    private final Set<String> chosen = new TreeSet<>();

    Counter(Browser browser) {
        this.browser = browser;
    }

    /** What its screen shows. */
    Browser browser() {
        return browser;
    }

    /** The first administrator comes in by the link, makes a passkey, and says whose shop this is. */
    void openShop(String link) throws IOException {
        browser.addPasskeyDevice();
        browser.open(link);
        Pictures.take(browser, "enrol");
        browser.click("form button.big");
        browser.waitFor("location.pathname === '/passkey'" + COMPLETE);
        browser.click("form[data-passkey] button");
        browser.waitFor("location.pathname === '/setup'" + COMPLETE);
        browser.fill("input[name=company]", "Blue River Recycling");
        browser.fill("input[name=site]", "Riverside shop");
        browser.fill("input[name=workName]", "Li");
        browser.click("form button.big");
        browser.waitFor("document.querySelector('.top nav a') && location.pathname !== '/setup'");
    }

    /** From here on its pages are in this language. */
    void speak(String language) throws IOException {
        open("/intake?lang=" + language);
        browser.waitFor("document.documentElement.lang.startsWith('" + language + "')");
    }

    /** The key of the operator's log, as it stands on its page. */
    String logKey() throws IOException {
        open("/operator-log");
        return browser.evaluate(
                "[...document.querySelectorAll('dd code')].map(c => c.textContent).find(t => t.includes('+')) ?? ''");
    }

    /** A code for a station that comes to the shop's only site. */
    String pairingCode() throws IOException {
        open("/sites");
        browser.click("form[action$=\"/pairing-code\"] button");
        browser.waitFor("document.querySelector('aside.once code')");
        return browser.evaluate("document.querySelector('aside.once code').textContent");
    }

    /** Takes a device in; its order. */
    Order takeIn(String kind, String brand, String model, String serial) throws IOException {
        open("/intake/new");
        browser.click("input[name=kind][value=" + kind + "]");
        if (serial.isEmpty()) {
            browser.click("input[name=no-serial]");
        } else {
            browser.fill("input[name=serial]", serial);
        }
        browser.fill("input[name=brand]", brand);
        browser.fill("input[name=model]", model);
        browser.click("form[data-intake] button.big");
        browser.waitFor("/^\\/intake\\/[0-9a-f-]{36}$/.test(location.pathname)" + COMPLETE);
        return new Order(
                browser.evaluate("location.pathname"),
                browser.evaluate("document.querySelector('dd .mono').textContent"));
    }

    /**
     * An order.
     *
     * @param path of its page
     * @param code that people say
     */
    record Order(String path, String code) {
        /** Its number in addresses. */
        String id() {
            return path.replace("/intake/", "");
        }
    }

    /** Makes an offer; what the owner scans. */
    String offer(Order order, String amount) throws IOException {
        show(order);
        browser.fill("input[name=amount]", amount);
        browser.click("form[action$=\"/offer\"] button");
        browser.waitFor("document.querySelector('[data-state=offered]') && document.querySelector('.invite .code')");
        return scanned();
    }

    /** What a phone reads from this screen. */
    String scanned() throws IOException {
        browser.waitFor(
                "document.querySelector('svg.qr') || document.querySelector('img.qr')?.complete && document.querySelector('img.qr').naturalWidth > 0");
        browser.evaluate("(document.querySelector('.qr').scrollIntoView({block: 'center'}), '')");
        Path picture = Files.createTempFile("wangchuan-screen-", ".png");
        try {
            Files.write(picture, browser.screenshot());
            return CommandLine.run("zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", picture.toString())
                    .lines()
                    .filter(line -> line.startsWith("https://")) // it also complains of a bus that is not there
                    .findFirst()
                    .orElseThrow(() -> new IOException("no code of a link on the screen"));
        } finally {
            Files.delete(picture);
        }
    }

    /** Notes a processor whose licence names phones, and makes a list of one sealed bag for them; signed by our side. */
    void handsOver(String processor, String bag) throws IOException {
        open("/processors");
        browser.fill("input[name=name]", processor);
        browser.fill("input[name=licence]", "L-2026-7");
        // A field for days takes no text.
        browser.evaluate("(document.querySelector('input[name=expires]').value = '2099-12-31')");
        browser.click("input[name=scope][value=PHONE]");
        press("form[action=\"/processors\"] button");
        browser.waitFor("document.querySelector('td strong')?.textContent === '" + processor + "'");
        open("/hand-overs");
        browser.evaluate("(document.querySelectorAll('[name=devices]').forEach(one => (one.checked ="
                + " one.closest('label').textContent.includes('" + bag + "'))), '')");
        press("form[action=\"/hand-overs\"] button");
        browser.waitFor("/^\\/hand-overs\\/[0-9a-f-]{36}$/.test(location.pathname)" + COMPLETE);
        press("form[action$=\"/give\"] button");
        browser.waitFor("document.querySelector('img.qr')");
    }

    /** The digits that show who types them that they see this screen. */
    String presenceCode(Order order) throws IOException {
        show(order);
        browser.waitFor("document.querySelector('.presence .code')");
        return browser.evaluate("document.querySelector('.presence .code').textContent");
    }

    /** Opens the page of an order. */
    void show(Order order) throws IOException {
        open(order.path());
    }

    /** Waits until the page of an order, which is open, shows this state by itself. */
    void awaitState(String state) throws IOException {
        browser.waitFor("document.querySelector('[data-state=" + state + "]')");
    }

    /** The code on the label of an order's device, whose page is open. */
    String label() throws IOException {
        return browser.evaluate("document.querySelector('dl.facts dd code').textContent");
    }

    /** Ends what a station does for an order, without any proof: it does not come back. */
    void givesUp(Order order) throws IOException {
        open("/bench");
        String form = "form[action$=\"/" + order.id() + "/give-up\"]";
        press(form + " button");
        browser.waitFor("!document.querySelector('" + form + "')" + COMPLETE);
        show(order);
        awaitState("not_cleared");
    }

    /** Gives the device of an order, whose page is open, back to its owner. */
    void handsBack() throws IOException {
        press("form[action$=\"/return\"] button");
    }

    /** Gives an order's drive, each once, to a station, with the word that it is this order's where it shows no serial number. */
    void erase(Order order, String station, String lane) throws IOException {
        open("/bench");
        String waiting = "[...document.querySelectorAll('.waiting li')].find(li => li.textContent.includes('"
                + order.code() + "'))";
        // Its name carries a mark of the medium behind it; what was there before is still told for a moment.
        String choice = "[...(" + waiting + "?.querySelectorAll('option') ?? [])].find(o => /^" + lane
                + "[ ~]/.test(o.textContent) && o.textContent.includes('" + station + "') && !'"
                + String.join(" ", chosen) + "'.split(' ').includes(o.value))";
        try {
            browser.waitFor(choice);
        } catch (IOException e) {
            Pictures.take(browser, "bench-without-" + lane);
            throw new IOException("the bench does not offer the lane: " + text(), e);
        }
        chosen.add(browser.evaluate(choice + ".value"));
        browser.evaluate("(() => { const li = " + waiting + "; li.querySelector('select').value = " + choice
                + ".value; li.querySelectorAll('[name=own], [name=another]').forEach(word => { word.checked = true; });"
                + " li.querySelector('form[action$=\"/lane\"] button').click(); return 'given'; })()");
        browser.waitFor("document.readyState === 'complete' && !(" + waiting + ")");
    }

    /** The row of a station's lane at the bench, as an expression. */
    static String lane(String station, String lane) {
        return "[...[...document.querySelectorAll('section')].find(s => s.querySelector('h2')?.textContent.includes('"
                + station
                + "'))?.querySelectorAll('tbody tr') ?? []].find(r => /^" + lane
                + "(~|$)/.test(r.querySelector('strong')?.textContent))";
    }

    /** Pages of the erasures that nobody has asked for and that are matched with nothing. */
    Set<String> unasked() throws IOException {
        open("/bench/erasures");
        String rows = browser.evaluate(
                "[...document.querySelectorAll('tbody tr')].map(r => r.querySelector('td:last-child a').getAttribute('href')).join(' ')");
        return rows.isEmpty() ? Set.of() : new TreeSet<>(List.of(rows.split(" ", -1)));
    }

    /** What a match of such an erasure with an order would be worth. */
    String weighs(String unasked, Order order) throws IOException {
        open(unasked + "?order=" + order.code());
        return text();
    }

    /** Matches them; what was weighed is open. */
    void matches() throws IOException {
        press("form[action$=\"/match\"] button");
        browser.waitFor("location.pathname.startsWith('/statements/')" + COMPLETE);
    }

    /** How often the story of an order, whose page is open, tells of a state in these words. */
    long told(String words) throws IOException {
        return List.of(browser.evaluate(
                                "[...document.querySelectorAll('.story li span:first-child')].map(s => s.textContent.trim()).join('\\n')")
                        .split("\n", -1))
                .stream()
                .filter(words::equals)
                .count();
    }

    /** How many receipts and other statements are kept of an order. */
    int statements(Order order) throws IOException {
        open(order.path().replace("/intake/", "/statements/"));
        return Numbers.shown(browser, "document.querySelectorAll('section.verdict').length");
    }

    /** What the owner's slip says, so that another browser can come in; the page of an order that was offered is open. */
    String paperCode() throws IOException {
        return browser.evaluate("document.querySelector('.invite .code').textContent");
    }

    /** Seals the device of an order, whose page is open, into a bag. */
    void seal(String bag) throws IOException {
        browser.fill("input[name=bag]", bag);
        browser.click("form[action$=\"/seal\"] input[type=checkbox]");
        browser.click("form[action$=\"/seal\"] button");
        awaitState("sealed");
    }

    /** Pays what was agreed for the order, whose page is open, and closes it. */
    void pays() throws IOException {
        browser.evaluate("String(document.querySelector('form[action$=\"/close\"] select').value = 'cash')");
        browser.click("form[action$=\"/close\"] button");
    }

    /** Whether the order, whose page is open, can be closed as one whose device is cleared. */
    boolean canBeClosed() throws IOException {
        return browser.evaluate("String(document.querySelector('form[action$=\"/close\"]') !== null)")
                .equals("true");
    }

    /** Begins the guided workflow of an order. */
    void beginsWorkflow(Order order) throws IOException {
        open(order.path().replace("/intake/", "/workflow/"));
        press("main form[action$=\"/start\"] button");
    }

    /** Of a phone of Huawei: the steps until it erases itself. */
    void isRidOfAccounts() throws IOException {
        reply("identity", "same");
        reply("backup", "done");
        reply("account", "seen-out");
        reply("cards", "out");
        write("version", "4.2");
        reply("erase", "settings");
    }

    /** Waits for a step of a guided workflow and presses one of its buttons. */
    void reply(String step, String answer) throws IOException {
        awaitStep(step);
        browser.click("button[name=answer][value=" + answer + "]");
    }

    /** Waits for a step of a guided workflow and types what it asks for. */
    void write(String step, String answer) throws IOException {
        awaitStep(step);
        browser.fill("input[name=answer]", answer);
        browser.click("form[action$=\"/answer\"] button");
    }

    /** Waits for a step of a guided workflow. */
    void awaitStep(String step) throws IOException {
        browser.waitFor("document.querySelector('[name=step]')?.value === '" + step + "'" + COMPLETE);
    }

    /**
     * Waits until this is on the page, presses it, and waits for the page that it leads to. Who opened another page
     * at once would stop the browser from sending what was pressed.
     */
    void press(String selector) throws IOException {
        browser.waitFor("document.querySelector('" + selector + "')" + COMPLETE);
        browser.evaluate("String(window.isPressed = true)");
        browser.click(selector);
        browser.waitFor("!window.isPressed" + COMPLETE);
    }

    /** Whether the bench says that it is out of touch with the shop. */
    static String isLost() {
        return "document.querySelector('[data-lost]')?.hidden === false";
    }

    /** Opens a page of the shop. */
    void open(String path) throws IOException {
        browser.open(Shop.ORIGIN + path);
    }

    /** All that stands on the page. */
    String text() throws IOException {
        browser.waitFor("document.querySelector('main')"); // between one page and the next there is none
        return browser.evaluate("document.querySelector('main').innerText");
    }

    @Override
    public void close() throws IOException {
        browser.close();
    }
}
