package org.wangchuan.platform.pages;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.wangchuan.browser.Browser;
import org.wangchuan.platform.testing.Sample;

/**
 * Looks at one page as four readers do: in both languages, on a phone and at a desk. What is checked stands in {@code checks.js};
 * axe, which takes longest, runs in Chinese on the phone and in English at the desk, with all that folds out open. Not thread-safe.
 */
final class PageEyes implements AutoCloseable {
    static final int PHONE = 390;
    static final int DESK = 1280;

    private static final int SMALL_PHONE = 360;
    private static final int WALL = 1920;
    private static final int HEIGHT = 844;
    private static final String ANOTHER = "another";
    private static final int KEYS_TRIES = 5;
    /** Presses that one field may take, and more: one of a date and a time takes eight. */
    private static final int ONE_FIELD_MAX = 10;
    /** What is "good" in the Core Web Vitals is 0.1; pages that are rendered by the server need none at all. */
    private static final double SHIFT_MAX = 0.01;

    final Browser browser;
    private final List<String> problems = new ArrayList<>();

    /** It is long, and most documents are never seen by it: they are not even given it to read. */
    private final String axe = resource("/axe.min.js") + "\n;'there'";

    private final Set<String> templates = new HashSet<>();
    private final boolean sampled;
    private int views;

    /** They see each page in both languages, and leave it in English. */
    PageEyes() throws IOException {
        this(false);
    }

    /** They see so many views of each template that a sample of them is enough, where one is. */
    static PageEyes ofManyViews() throws IOException {
        return new PageEyes(Sample.isEnough() && !isPictured());
    }

    private PageEyes(boolean sampled) throws IOException {
        this.sampled = sampled;
        browser = new Browser("en-US");
        browser.runBeforeEveryScript(resource("/pages/checks.js"));
    }

    /** How a page is reached; it may be one that only follows a form. */
    @FunctionalInterface
    interface Way {
        void go(Browser browser, String language) throws IOException;
    }

    /** The way to a page that has an address. */
    static Way to(String url) {
        return (browser, language) -> browser.open(url + (url.contains("?") ? "&" : "?") + "lang=" + language);
    }

    /**
     * Looks at a page, and remembers what is wrong with it. The first view of a template is seen by axe in both languages and in
     * the dark, its other views in one language, by turns; and where a sample is enough, these are seen in that language alone.
     */
    void look(String name, Way way) throws IOException {
        boolean isFirst = templates.add(name.replaceFirst(" .*", ""));
        views++;
        String turn = views % 2 == 0 ? "zh" : "en";
        for (String language : isFirst || !sampled ? List.of("zh", "en") : List.of(turn)) {
            int first = language.equals("zh") ? PHONE : DESK;
            browser.resize(first, HEIGHT);
            way.go(browser, language);
            add(name, language, first, browser.evaluate("window.pages.shift(" + SHIFT_MAX + ")"));
            picture(name, language, first);
            browser.evaluate("window.pages.unfold()");
            check(name, language, first, isFirst || language.equals(turn));
            int second = language.equals("zh") ? DESK : PHONE;
            browser.resize(second, HEIGHT);
            check(name, language, second, false);
            picture(name, language, second);
            for (int width : List.of(SMALL_PHONE, WALL)) {
                browser.resize(width, HEIGHT);
                add(name, language, width, browser.evaluate("window.pages.fits(" + width + ")"));
            }
            browser.resize(second, HEIGHT);
        }
        keys(name);
        if (!isFirst) {
            return;
        }
        browser.media("", "dark");
        giveAxe();
        add(name, "dark", PHONE, browser.evaluate("window.pages.contrast()"));
        browser.media("", "light");
    }

    /** What was found since the last time. */
    List<String> problems() {
        List<String> out = List.copyOf(problems);
        problems.clear();
        return out;
    }

    private void check(String name, String language, int width, boolean isWithAxe) throws IOException {
        String tag = language.equals("zh") ? "zh-CN" : "en";
        if (isWithAxe) {
            giveAxe();
        }
        add(
                name,
                language,
                width,
                browser.evaluate("window.pages.all(" + width + ", '" + tag + "', " + isWithAxe + ")"));
    }

    private void giveAxe() throws IOException {
        if (browser.evaluate("typeof window.axe").equals("undefined")) {
            browser.evaluate(axe);
        }
    }

    /**
     * From the first link to the last with the tabulator key; once more, if the page's server told it of something else meanwhile. A page that comes
     * to no rest is a fault.
     *
     * @return how often
     */
    int keys(String name) throws IOException {
        int tries = 0;
        String found;
        do {
            browser.waitFor("document.readyState === 'complete'");
            browser.tabs(Integer.parseInt(browser.evaluate("window.pages.startKeys()")));
            goOn(name);
            tries++;
            // In one breath: what the server tells between two questions would pass for a fault of the page.
            found = browser.evaluate(
                    "window.pages.isAnother() === 'true' ? '" + ANOTHER + "' : window.pages.endKeys()");
        } while (found.equals(ANOTHER) && tries < KEYS_TRIES);
        String way = tries == 1 ? "keys" : "keys, walk " + tries;
        if (tries > 1) {
            System.out.println(name + ": told of something else by its server, " + tries + " walks");
        }
        if (found.equals(ANOTHER)) {
            add(name, way, PHONE, "told of something else by its server in each walk");
            found = browser.evaluate("window.pages.endKeys()");
        }
        add(name, way, PHONE, found);
        return tries;
    }

    /** A field may take more presses than it is counted with, and a busy browser may lose one: whoever goes by keys presses on, too. */
    private void goOn(String name) throws IOException {
        int before = Integer.MAX_VALUE;
        int left = Integer.parseInt(browser.evaluate("window.pages.unreached()"));
        while (left > 0 && left < before) {
            System.out.println(name + ": " + left + " stops are not reached yet, pressed on");
            browser.tabs(left + ONE_FIELD_MAX);
            before = left;
            left = Integer.parseInt(browser.evaluate("window.pages.unreached()"));
        }
    }

    private void add(String name, String language, int width, String found) {
        found.lines()
                .map(line -> name + " " + language + " " + width + ": " + line)
                .forEach(problems::add);
    }

    private static boolean isPictured() {
        return !System.getProperty("wangchuan.screens", "").isEmpty();
    }

    private void picture(String name, String language, int width) throws IOException {
        if (isPictured()) {
            String folder = System.getProperty("wangchuan.screens", "");
            Files.createDirectories(Path.of(folder));
            String file = name.replace('/', '.').replace(' ', '_') + "-" + language + "-" + width + ".png";
            Files.write(Path.of(folder, file), browser.screenshot());
        }
    }

    /** Signs in as somebody who has this one-time link, and is nobody else any more. */
    void signIn(String link) throws IOException {
        browser.forgetCookies();
        browser.open(link);
        browser.click("form button.big");
        try {
            browser.waitFor("location.pathname === '/passkey' && document.readyState === 'complete'");
        } catch (IOException e) {
            throw new IOException(
                    "not signed in: " + browser.evaluate("document.readyState + ' ' + document.body.innerText"), e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = PageEyes.class.getResourceAsStream(name)) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        browser.close();
    }
}
