package org.wangchuan.acceptance.counter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.wangchuan.browser.Browser;

/** An owner with a phone, from the scan of the counter's code on. Not thread-safe. */
final class OwnerPhone implements AutoCloseable {
    private static final String COMPLETE = " && document.readyState === 'complete'";

    private final Browser browser;
    private final String link;

    /** Scans the code. */
    OwnerPhone(Browser browser, String link) throws IOException {
        this.browser = browser;
        this.link = link;
        browser.open(link);
    }

    /** What its screen shows. */
    Browser browser() {
        return browser;
    }

    /** Goes on by the link, which no browser has yet. */
    void joins() throws IOException {
        browser.click("form button.big");
    }

    /** Comes in with another browser, by the digits on the slip. */
    void enters(String paperCode) throws IOException {
        browser.fill("input[name=code]", paperCode);
        browser.click("form[action$=\"/enter\"] button");
        browser.waitFor("document.querySelector('.which')" + COMPLETE);
    }

    /** Accepts, says of what is to be kept that it is copied, agrees; then the page waits for the bench. */
    void agrees() throws IOException {
        browser.click("section.offer form button.big");
        awaitPage("prepare");
        browser.click("form[action$=\"/prepare\"] button.big");
        awaitPage("keep");
        browser.click("input[name=keep][value=copied]");
        browser.click("form[action$=\"/keep\"] button");
        awaitPage("agree");
        browser.click("form[action$=\"/agree\"] button.big");
        awaitPage("watch");
    }

    /** Says how to be reached, on the page of what is kept; then back to where it was. */
    void canBeReached(String name, String phone) throws IOException {
        String back = browser.evaluate("location.href");
        browser.open(back.replaceFirst("/[a-z]+$", "/privacy"));
        browser.fill("form[action$=\"/contact\"] input[name=name]", name);
        browser.fill("form[action$=\"/contact\"] input[name=phone]", phone);
        browser.evaluate("(window.isOld = true, 'marked')");
        browser.click("form[action$=\"/contact\"] button");
        browser.waitFor("!window.isOld" + COMPLETE);
        browser.open(back);
    }

    /** Wants the device back, and is asked once whether they do. */
    void refuses() throws IOException {
        browser.click("section.offer form:has([name=step][value=return]) button");
        browser.waitFor("document.querySelector('[name=sure]') !== null" + COMPLETE);
        browser.click("form:has([name=sure]) button");
        awaitPage("proof");
    }

    /** Waits until the page of a step is there, by itself or not. */
    void awaitPage(String step) throws IOException {
        browser.waitFor("location.pathname.endsWith('/" + step + "')" + COMPLETE);
    }

    /** How far the erasure is, as the page shows it; 0 between two pages. */
    int percent() {
        return Numbers.shown(browser, "document.querySelector('[data-percent]')?.textContent");
    }

    /** Waits until the page shows more percent than these. */
    void awaitMoreThan(int percent) throws IOException {
        browser.waitFor("Number(document.querySelector('[data-percent]')?.textContent) > " + percent);
    }

    /** Whether the page says that the station has not been heard of. */
    static String isSilent() {
        return "document.querySelector('[data-silent]')?.hidden === false";
    }

    /** Whether the page says that it hears nothing itself. */
    static String isLost() {
        return "document.querySelector('[data-lost]')?.hidden === false";
    }

    /** Types what stands on the counter's screen, and draws. */
    void signs(String presenceCode) throws IOException {
        browser.waitFor("document.querySelector('#presence input[name=code]')");
        browser.fill("#presence input[name=code]", presenceCode);
        browser.click("#presence form[action$=\"/code\"] button");
        draws();
    }

    /** A finger draws, as a person would: once the page has loaded, for a stroke of before its script ran leaves nothing. */
    void draws() throws IOException {
        browser.waitFor(
                "document.readyState === 'complete' && document.querySelector('form[data-pad] canvas') !== null");
        browser.evaluate("""
                (() => {
                  const pad = document.querySelector('form[data-pad] canvas');
                  pad.setPointerCapture = () => {}; // there is no such pointer that could be held
                  pad.scrollIntoView();
                  const box = pad.getBoundingClientRect();
                  const at = (type, x, y) => pad.dispatchEvent(new PointerEvent(type, {
                    bubbles: true, cancelable: true, pointerId: 1, pointerType: 'touch', isPrimary: true, buttons: 1,
                    clientX: box.left + x * box.width, clientY: box.top + y * box.height }));
                  at('pointerdown', 0.1, 0.5);
                  for (let i = 1; i <= 40; i++) at('pointermove', 0.1 + 0.02 * i, 0.5 + 0.3 * Math.sin(i / 3));
                  at('pointerup', 0.9, 0.5);
                  return 'drawn';
                })()""");
        browser.waitFor("!document.querySelector('[data-send]').disabled");
        browser.click("[data-send]");
        try {
            browser.waitFor(
                    "document.querySelector('#presence canvas') === null && document.querySelector('.state.good')");
        } catch (IOException e) {
            throw new IOException("not signed: " + text(), e);
        }
    }

    /** Waits for the verdict, and returns its word. */
    String verdict() throws IOException {
        try {
            awaitPage("proof");
            browser.waitFor("document.querySelector('.verdict strong')");
        } catch (IOException e) {
            throw new IOException("no verdict on the page: " + text(), e);
        }
        return browser.evaluate("document.querySelector('.verdict strong').textContent");
    }

    /** How many receipts the owner is offered. */
    int receipts() throws IOException {
        browser.open(link);
        return Numbers.shown(browser, "document.querySelectorAll('a[href*=\"/receipt.json\"]').length");
    }

    /** Looks again until there is a link to this, and puts what it leads to into a file. */
    Path download(String part, Path file) throws IOException {
        String href = "document.querySelector('a[href*=\"" + part + "\"]')";
        for (int i = 0; i < 60; i++) {
            browser.open(link);
            if (browser.evaluate("String(" + href + " !== null)").equals("true")) {
                return Files.write(file, Base64.getDecoder().decode(browser.evaluate("fetch(" + href + """
                        .href).then(r => r.arrayBuffer()).then(bytes => {
                          let text = '';
                          for (const one of new Uint8Array(bytes)) text += String.fromCharCode(one);
                          return btoa(text);
                        })""")));
            }
            Numbers.pause();
        }
        throw new IOException("no " + part + " on the page: " + text());
    }

    /** All that stands on the page. */
    String text() throws IOException {
        return browser.evaluate("document.querySelector('main').innerText");
    }

    /** In which language the page is. */
    void requireLanguage(String language) throws IOException {
        assertThat(browser.evaluate("document.documentElement.lang")).startsWith(language);
    }

    @Override
    public void close() throws IOException {
        browser.close();
    }
}
